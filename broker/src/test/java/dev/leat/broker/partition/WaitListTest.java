package dev.leat.broker.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WaitListTest {
    private final WaitList list = new WaitList();

    @Test
    void shouldWakeEachWaiterOnce() {
        Sleeper sleeper = new Sleeper();
        list.add(sleeper);
        list.wakeAll();
        list.wakeAll();
        assertThat(sleeper.woken).isEqualTo(1);
    }

    @Test
    void shouldWakeFirstWhoHasWaitedLongestOfThoseThatStillDo() {
        List<Sleeper> sleepers = List.of(new Sleeper(), new Sleeper(), new Sleeper());
        sleepers.forEach(list::add);
        sleepers.get(0).done = true;
        list.wakeFirst();
        assertThat(sleepers).extracting(sleeper -> sleeper.woken).containsExactly(0, 1, 0);
        list.wakeAll();
        assertThat(sleepers).extracting(sleeper -> sleeper.woken).containsExactly(0, 1, 1);
    }

    @Test
    void shouldWakeNobodyWhereNobodyWaits() {
        list.wakeFirst();
        Sleeper answered = new Sleeper();
        list.add(answered);
        answered.done = true;
        list.wakeFirst();
        assertThat(answered.woken).isZero();
        assertThat(list.size()).isZero();
    }

    @Test
    void shouldNotGrowByWaitersThatWereAnsweredElsewhere() {
        for (int i = 0; i < 10_000; i++) {
            Sleeper sleeper = new Sleeper();
            list.add(sleeper);
            sleeper.done = true;
        }
        assertThat(list.size()).isLessThanOrEqualTo(33);
    }

    private static final class Sleeper implements Waiter {
        private int woken;
        private boolean done;

        @Override
        public void wake() {
            woken++;
        }

        @Override
        public boolean isDone() {
            return done;
        }
    }
}
