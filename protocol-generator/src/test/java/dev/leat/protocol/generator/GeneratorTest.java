package dev.leat.protocol.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {
    @TempDir
    Path schemas;

    @TempDir
    Path sources;

    @BeforeEach
    void describeTea() throws IOException {
        Files.writeString(schemas.resolve("Tea.schema"), "message Tea versions 0\n  cups int32\n");
    }

    @Test
    void shouldWriteARecordACodecAndTheRegistry() throws IOException {
        generate();
        assertThat(source("Tea.java")).content().contains("public record Tea(", "int cups");
        assertThat(source("TeaCodec.java")).content().contains("in.readInt32()", "out.writeInt32(value.cups())");
        assertThat(source("MessageCodecs.java")).exists();
    }

    @Test
    void shouldLetBuildersSetAFieldThatIsNamedLikeTheirParameter() throws IOException {
        Files.writeString(schemas.resolve("Tea.schema"), "message Tea versions 0\n  value int32\n");
        generate();
        assertThat(source("Tea.java")).content().contains("this.value = value;");
    }

    @Test
    void shouldNotTouchAFileWhoseTextStays() throws IOException {
        generate();
        FileTime longAgo = FileTime.fromMillis(1_000);
        Files.setLastModifiedTime(source("Tea.java"), longAgo);
        generate();
        assertThat(Files.getLastModifiedTime(source("Tea.java"))).isEqualTo(longAgo);
    }

    @Test
    void shouldDeleteWhatNoSchemaDescribesAnyMore() throws IOException {
        generate();
        Files.delete(schemas.resolve("Tea.schema"));
        generate();
        assertThat(source("Tea.java")).doesNotExist();
    }

    private void generate() throws IOException {
        Generator.main(new String[] {schemas.toString(), sources.toString()});
    }

    private Path source(String file) {
        return sources.resolve("dev/leat/protocol/message").resolve(file);
    }
}
