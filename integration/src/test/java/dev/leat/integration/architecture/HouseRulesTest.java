package dev.leat.integration.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every rule twice: it passes over our code, and it fails over a small house that breaks it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HouseRulesTest {
    private static final HouseRules OURS = new HouseRules("dev.leat");
    private static final HouseRules BAD = new HouseRules("dev.leat.integration.architecture.fixture");

    private JavaClasses ourClasses = new ClassFileImporter().importClasses();
    private JavaClasses badClasses = new ClassFileImporter().importClasses();

    @BeforeAll
    void readClasses() {
        ourClasses = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.leat");
        badClasses = new ClassFileImporter().importPackages("dev.leat.integration.architecture.fixture");
        assertThat(ourClasses).isNotEmpty();
    }

    static Stream<HouseRules.Named> ours() {
        return OURS.all().stream();
    }

    static Stream<HouseRules.Named> bad() {
        return BAD.all().stream();
    }

    @ParameterizedTest
    @MethodSource("ours")
    void shouldHoldInOurHouse(HouseRules.Named rule) {
        rule.rule().check(ourClasses);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void shouldFailInTheBadHouse(HouseRules.Named rule) {
        assertThat(rule.rule().evaluate(badClasses).hasViolation())
                .as("the fixture breaks: %s", rule)
                .isTrue();
    }

    @Test
    void shouldListNoExceptionThatIsGone() {
        Set<String> names = ourClasses.stream().map(JavaClass::getSimpleName).collect(Collectors.toSet());
        assertThat(names).containsAll(Cores.NOT_CORES.keySet()).containsAll(Exceptions.REASONS.keySet());
    }
}
