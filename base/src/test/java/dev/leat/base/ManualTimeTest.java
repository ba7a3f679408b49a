package dev.leat.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.ManualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualTimeTest {
    private final ManualTime time = new ManualTime(1_000);
    private final List<String> ran = new ArrayList<>();

    @Test
    void shouldRunTasksAtTheirInstantInOrderOfEntry() {
        time.schedule(20, () -> ran.add("late@" + time.monotonic().millis()));
        time.schedule(10, () -> ran.add("first@" + time.monotonic().millis()));
        time.schedule(10, () -> ran.add("second@" + time.monotonic().millis()));
        time.advance(19);
        assertThat(ran).containsExactly("first@10", "second@10");
        time.advance(1);
        assertThat(ran).containsExactly("first@10", "second@10", "late@20");
        assertThat(time.wall().millis()).isEqualTo(1_020);
    }

    @Test
    void shouldNotRunCancelledTasks() {
        time.schedule(10, () -> ran.add("cancelled")).cancel();
        time.advance(100);
        assertThat(ran).isEmpty();
    }

    @Test
    void shouldRunTasksThatTasksScheduleWithinTheSameAdvance() {
        time.schedule(5, () -> time.schedule(5, () -> ran.add("nested")));
        time.advance(10);
        assertThat(ran).containsExactly("nested");
    }
}
