package dev.leat.broker.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InboundBudgetTest {
    private final InboundBudget budget = new InboundBudget(1_000);
    private final AtomicInteger woken = new AtomicInteger();

    @Test
    void shouldNotCountRoomForLargeRequestsAgainstSmallOnes() {
        assertThat(budget.tryReserve(5_000)).as("the first may have any amount").isTrue();
        assertThat(budget.spent()).isFalse();
        assertThat(budget.tryReserve(1)).isFalse();
        budget.unreserve(5_000);
        assertThat(budget.tryReserve(500)).isTrue();
        assertThat(budget.tryReserve(1)).isFalse();
    }

    @Test
    void shouldWakeWhoWaitsWhenRequestsHaveBeenAnswered() {
        budget.take(1_500);
        assertThat(budget.spent()).isTrue();
        budget.whenNotSpent(woken::incrementAndGet);
        budget.giveBack(400);
        assertThat(woken).hasValue(0);
        budget.giveBack(200);
        assertThat(woken).hasValue(1);
        budget.giveBack(900);
        assertThat(woken).hasValue(1);
    }

    @Test
    void shouldWakeAtOnceWhoComesTooLateToWait() {
        budget.whenNotSpent(woken::incrementAndGet);
        budget.whenUnreserved(woken::incrementAndGet);
        assertThat(woken).hasValue(2);
    }

    @Test
    void shouldNeverLetGoOfAReservationThatIsToGrow() {
        assertThat(budget.tryReserve(200)).isTrue();
        assertThat(budget.tryReserve(200)).isTrue();
        budget.whenUnreserved(woken::incrementAndGet);
        assertThat(budget.tryResize(200, 400)).isFalse();
        assertThat(budget.usedBytes()).isEqualTo(400);
        assertThat(budget.tryResize(200, 300)).isTrue();
        assertThat(budget.usedBytes()).isEqualTo(500);
        assertThat(woken).as("nothing was given back").hasValue(0);
        budget.unreserve(200);
        assertThat(budget.tryResize(300, 5_000)).as("alone").isTrue();
    }

    @Test
    void shouldGiveATurnThatIsPassedOnToTheNextWhoWaits() {
        assertThat(budget.tryReserve(500)).isTrue();
        for (int i = 0; i < 100; i++) {
            budget.whenUnreserved(budget::passOn);
        }
        budget.whenUnreserved(woken::incrementAndGet);
        budget.unreserve(500);
        assertThat(woken).hasValue(1);
    }

    @Test
    void shouldWakeAFewWhenRoomIsGivenBack() {
        assertThat(budget.tryReserve(500)).isTrue();
        for (int i = 0; i < 100; i++) {
            budget.whenUnreserved(woken::incrementAndGet);
        }
        budget.unreserve(500);
        assertThat(woken.get()).isBetween(1, 100);
    }
}
