package dev.leat.perf.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuSharesTest {
    private static final String BEFORE = "cpu  1000 0 500 2000 100 0 0 0 0 0\ncpu0 1 2 3\ncpu1 1 2 3\nintr 5\n";
    private static final String AFTER = "cpu  1800 0 700 2900 200 0 0 0 0 0\ncpu0 1 2 3\ncpu1 1 2 3\nintr 9\n";

    @Test
    void shouldShareOutTheTimeOfAllCores() {
        CpuShares shares = CpuShares.between(CpuTimes.parse(BEFORE, 5, 1, 10), CpuTimes.parse(AFTER, 15, 7, 13));

        assertThat(shares).hasToString("broker 30 %, client 15 %, other 5 %, idle 50 %");
    }

    @Test
    void shouldNotBelieveTheSampledColumnsOfWhoWorked() {
        String sampledAtTheWrongMoments = AFTER.replace("1800 0 700", "2600 0 900");

        CpuShares shares = CpuShares.between(
                CpuTimes.parse(BEFORE, 5, 1, 10), CpuTimes.parse(sampledAtTheWrongMoments, 15, 7, 13));

        assertThat(shares).hasToString("broker 30 %, client 15 %, other 5 %, idle 50 %");
    }

    @Test
    void shouldCallALoadBoundByTheProcessorsOnlyWithoutIdleTime() {
        assertThat(new CpuShares(0.6, 0.3, 0.05, 0.05).bound(false, false)).contains("processors", "the broker");
        assertThat(new CpuShares(0.3, 0.6, 0.05, 0.05).bound(false, false)).contains("processors", "the client");
        assertThat(new CpuShares(0.3, 0.2, 0, 0.5).bound(false, false)).isEqualTo("waiting");
        assertThat(new CpuShares(0.2, 0.2, 0.5, 0.1).bound(true, true)).isEqualTo("other work on this machine");
        assertThat(new CpuShares(0.3, 0.2, 0, 0.5).bound(true, true)).isEqualTo("the offered load");
    }

    @Test
    void shouldBearLessOtherWorkWhereLittleIsAskedOfTheBroker() {
        CpuShares shares = new CpuShares(0.09, 0.19, 0.21, 0.51);

        assertThat(shares.isQuiet(false)).isTrue();
        assertThat(shares.isQuiet(true)).isFalse();
        assertThat(shares.bound(true, true)).isEqualTo("other work on this machine");
        assertThat(new CpuShares(0.1, 0.2, 0.1, 0.6).isQuiet(true)).isTrue();
    }

    @Test
    void shouldBelieveNoSharesThatAddUpToMuchMoreThanTheMachine() {
        CpuShares late = CpuShares.between(new CpuTimes(0, 0, 0, 0), new CpuTimes(100, 97, 12, 20));

        assertThat(late.isKnown()).isFalse();
        assertThat(late.isQuiet(false)).isFalse();
        assertThat(late.bound(true, true)).startsWith("not known");
        assertThat(new CpuShares(0.25, 0.43, 0, 0.45).isKnown()).isTrue();
    }
}
