package dev.leat.controller.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.controller.group.TimerQueue.Timer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerQueueTest {
    private final TimerQueue timers = new TimerQueue();
    private final List<String> ran = new ArrayList<>();

    @Test
    void shouldRunInOrderOfTimeThenOfCreation() {
        Timer late = timer("late");
        Timer second = timer("second");
        Timer third = timer("third");
        late.runAt(20);
        third.runAt(10);
        second.runAt(10);

        timers.runDue(19);
        assertThat(ran).containsExactly("second", "third");
        timers.runDue(20);
        assertThat(ran).containsExactly("second", "third", "late");
        assertThat(timers.nextDueMs()).isEqualTo(TimerQueue.NEVER);
    }

    @Test
    void shouldRunOnceAtTheLastTimeSet() {
        Timer timer = timer("it");
        timer.runAt(10);
        timer.runAt(30); // later: found out when it comes up
        timers.runDue(10);
        timers.runDue(29);
        assertThat(ran).isEmpty();

        timer.runAt(20); // earlier
        timers.runDue(20);
        timers.runDue(30);
        assertThat(ran).containsExactly("it");
    }

    @Test
    void shouldNotRunCancelledTimers() {
        Timer one = timer("one");
        Timer other = timer("other");
        one.runAt(10);
        other.runAt(10);

        one.cancel();
        timers.clear();
        other.runAt(15);
        timers.runDue(20);

        assertThat(ran).containsExactly("other");
    }

    @Test
    void shouldLetAnActionSetTimersAgain() {
        Timer[] timer = new Timer[1];
        timer[0] = timers.timer(() -> {
            ran.add("again");
            if (ran.size() < 3) {
                timer[0].runAt(10L * ran.size());
            }
        });
        timer[0].runAt(0);

        timers.runDue(15);
        assertThat(ran).hasSize(2);
        assertThat(timers.nextDueMs()).isEqualTo(20);
    }

    private Timer timer(String name) {
        return timers.timer(() -> ran.add(name));
    }
}
