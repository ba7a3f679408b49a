package dev.leat.broker.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoopDemandTest {
    private final LoopDemand demand = new LoopDemand(3);

    @Test
    void shouldBeginWithOneLoop() {
        assertThat(demand.active()).isEqualTo(1);
    }

    @Test
    void shouldDoubleTheLoopsWhileOneIsBusy() {
        demand.observe(LoopDemand.BUSY, LoopDemand.BUSY);
        assertThat(demand.active()).as("just not busy").isEqualTo(1);
        demand.observe(0.9, 0.9);
        assertThat(demand.active()).isEqualTo(2);
        demand.observe(0.9, 1.0);
        assertThat(demand.active()).as("all there are").isEqualTo(3);
        demand.observe(1, 3);
        assertThat(demand.active()).isEqualTo(3);
    }

    @Test
    void shouldGiveLoopsUpWhenHalfOfThemHaveBeenEnoughForLong() {
        makeBusy();
        look(LoopDemand.PATIENCE - 1, 0.5, 1.1);
        assertThat(demand.active()).isEqualTo(3);
        look(1, 0.5, 1.1);
        assertThat(demand.active()).as("two do 1.1").isEqualTo(2);
        look(LoopDemand.PATIENCE, 0.3, 0.5);
        assertThat(demand.active()).isEqualTo(1);
    }

    @Test
    void shouldCountCalmLooksAnewAfterOneThatWasNot() {
        makeBusy();
        look(LoopDemand.PATIENCE - 1, 0.1, 0.2);
        look(1, 0.7, 1.3);
        look(LoopDemand.PATIENCE - 1, 0.1, 0.2);
        assertThat(demand.active()).isEqualTo(3);
    }

    @Test
    void shouldNotGiveUpALoopForALoadThatWouldKeepTheOthersBusy() {
        makeBusy();
        look(10 * LoopDemand.PATIENCE, 0.7, 1.3);
        assertThat(demand.active()).isEqualTo(3);
    }

    @Test
    void shouldDealConnectionsOutAnewWhenTheBusyOnesShareALoopForLong() {
        makeBusy();
        look(LoopDemand.PATIENCE - 1, 1, 1.2);
        assertThat(demand.observe(1, 1.2)).isTrue();
        assertThat(demand.active()).isEqualTo(3);
        assertThat(demand.observe(1, 1.2)).as("not at once again").isFalse();
        look(10 * LoopDemand.PATIENCE, 1, 2.4);
        assertThat(demand.observe(1, 2.4)).as("all have work").isFalse();
    }

    private void makeBusy() {
        look(2, 1, 1);
        assertThat(demand.active()).isEqualTo(3);
    }

    private void look(int times, double busiest, double total) {
        for (int i = 0; i < times; i++) {
            demand.observe(busiest, total);
        }
    }
}
