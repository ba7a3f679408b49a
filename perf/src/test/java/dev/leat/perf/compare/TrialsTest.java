package dev.leat.perf.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.cli.output.OutputFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialsTest {
    @Test
    void shouldGiveEveryTrialAKeyOfItsOwn() {
        assertThat(Trials.ALL).extracting(Trial::key).doesNotHaveDuplicates();
    }

    @Test
    void shouldKeepTheTablesOrderWhateverIsTyped() {
        assertThat(Trials.chosen(List.of("fetch", "produce-256k")))
                .extracting(Trial::key)
                .containsExactly("produce-256k", "fetch");
    }

    @Test
    void shouldNameTheTrialsThereAreToWhomTypesAnother() {
        assertThatThrownBy(() -> Trials.chosen(List.of("prodce")))
                .hasMessageContaining("no workload 'prodce'")
                .hasMessageContaining("produce-256k");
    }

    @Test
    void shouldWarmUpForLongerWhereLittleIsAsked() {
        assertThat(Trials.ALL)
                .filteredOn(trial -> Effort.FULL.in(trial).warmup().toSeconds() == 30)
                .extracting(Trial::key)
                .containsExactly("requests-single", "end-to-end-1000", "end-to-end-5000", "beside-reader");
        assertThat(Trials.ALL)
                .extracting(trial -> Effort.QUICK.in(trial).warmup().toSeconds())
                .containsOnly(2L);
    }

    @Test
    void shouldListGoalsAsPeopleReadThem() {
        assertThat(TrialList.show(Trials.chosen(List.of("requests-pipelined")), OutputFormat.TABLE))
                .contains("broker CPU per request \u2264 0.2\u00d7", "requests/s \u2265 3.5\u00d7");
    }
}
