package dev.leat.perf.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class AwakeTest {
    @Test
    void shouldReadWhichProcessorsAreAllowed() {
        assertThat(Awake.allowed("0")).containsExactly(0);
        assertThat(Awake.allowed("0-2,5,7-8")).isEqualTo(List.of(0, 1, 2, 5, 7, 8));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldHaveWhatNobodyElseWantsUntilItIsClosed() throws Exception {
        long before = ProcessHandle.current().children().count();
        try (Awake awake = Awake.allProcessors()) {
            await().until(() -> awake.cpuSeconds() > 0);
            assertThat(ProcessHandle.current().children().count()).isGreaterThan(before);
        }
        await().until(() -> ProcessHandle.current().children().count() == before);
    }

    @Test
    void shouldSpendNothingWhereProcessorsMaySleep() throws Exception {
        try (Awake awake = Awake.none()) {
            assertThat(awake.cpuSeconds()).isZero();
        }
    }
}
