package dev.leat.protocol.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.generator.FieldType.ArrayOf;
import dev.leat.protocol.generator.FieldType.Primitive;
import dev.leat.protocol.generator.FieldType.StructRef;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaParserTest {
    @Test
    void shouldReadARequestAndItsResponse() {
        List<Message> messages = parse("""
                # a comment
                api MAKE_TEA versions 1-4 flexible 3+

                request MakeTeaRequest
                  cups    int32

                response MakeTeaResponse
                  errorCode  int16   # and another
                """);
        assertThat(messages).extracting(Message::name).containsExactly("MakeTeaRequest", "MakeTeaResponse");
        assertThat(messages).extracting(Message::apiName).containsOnly("MAKE_TEA");
        assertThat(messages).extracting(Message::versions).containsOnly(new Versions(1, 4));
        assertThat(messages).extracting(Message::flexible).containsOnly(new Versions(3, 4));
    }

    @Test
    void shouldReadEveryPropertyOfAField() {
        Message message = message("  milk string?3+ 2+ = null tag 7 ignorable inflexible");
        assertThat(message.root().fields())
                .containsExactly(new Field(
                        "milk", Primitive.STRING, new Versions(2, 5), new Versions(3, 5), "null", 7, true, true));
    }

    @Test
    void shouldTakeAllVersionsWhereNoneAreSaid() {
        Field field = message("  milk string?").root().fields().get(0);
        assertThat(field.versions()).isEqualTo(new Versions(0, 5));
        assertThat(field.nullable()).isEqualTo(new Versions(0, 5));
        assertThat(field.isTagged()).isFalse();
        assertThat(message("  milk string").root().fields().get(0).isNullable()).isFalse();
    }

    @Test
    void shouldNestStructsByIndentationAndKnowThemAgainByName() {
        Message message = message("""
                  pots      []Pot
                    lid     Lid?
                      round bool
                    litres  float64
                  spare     []Pot 4+
                  tray      bool
                """);
        assertThat(message.structs()).extracting(Struct::name).containsExactly("Pot", "Lid");
        assertThat(message.root().fields()).extracting(Field::name).containsExactly("pots", "spare", "tray");
        Struct pot = message.structs().get(0);
        assertThat(pot.fields()).extracting(Field::name).containsExactly("lid", "litres");
        assertThat(message.root().fields().get(1).type()).isEqualTo(new ArrayOf(new StructRef(pot)));
    }

    @ParameterizedTest
    @CsvSource({
        "'  milk liquid', unknown type liquid",
        "'  milk int8 3-9', outside",
        "'  milk int8?1 3-4', outside",
        "'  milk int8 sometimes', sometimes",
        "'  milk Milk\n      fat int8\n    cow string', indentation",
        "'teapot X', expected api",
        "'  milk', ends too early"
    })
    void shouldNameThePlaceOfAMistake(String lines, String problem) {
        assertThatThrownBy(() -> message(lines))
                .isInstanceOf(SchemaException.class)
                .hasMessageStartingWith("tea.schema:")
                .hasMessageContaining(problem);
    }

    private static Message message(String fields) {
        return parse("message Tea versions 0-5 flexible 3+\n" + fields).get(0);
    }

    private static List<Message> parse(String text) {
        return SchemaParser.parse("tea.schema", text.lines().toList());
    }
}
