package dev.leat.broker.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.controller.cluster.ClusterImage;
import dev.leat.protocol.model.Uuid;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AppliedImagesTest {
    private final ClusterHistory history = new ClusterHistory();
    private final ClusterImage first = history.create("orders", 1).image();
    private final ClusterImage second = history.create("bills", 1).image();
    private final AppliedImages applied = new AppliedImages(ClusterImage.empty(Uuid.ZERO));

    @Test
    void shouldShowAnImageWhenAllItsWorkIsDone() {
        Runnable pieceDone = applied.expect(first, 2);
        pieceDone.run();
        assertThat(applied.image()).isNotSameAs(first);
        pieceDone.run();
        assertThat(applied.image()).isSameAs(first);
    }

    @Test
    void shouldShowAnImageWithoutWorkAtOnce() {
        applied.expect(first, 0);
        assertThat(applied.image()).isSameAs(first);
    }

    @Test
    void shouldHoldAnImageBackUntilThoseBeforeItAreInPlace() {
        Runnable pieceOfFirst = applied.expect(first, 1);
        applied.expect(second, 0);
        assertThat(applied.image()).isNotSameAs(second);
        pieceOfFirst.run();
        assertThat(applied.image()).isSameAs(second);
    }

    @Test
    void shouldTellWhoWaitsWhenTheVersionIsVisible() {
        CompletableFuture<Void> ofFirst = applied.reached(first.version());
        CompletableFuture<Void> ofSecond = applied.reached(second.version());
        applied.expect(first, 0);
        assertThat(ofFirst).isDone();
        assertThat(ofSecond).isNotDone();
        applied.expect(second, 1).run();
        assertThat(ofSecond).isDone();
        assertThat(applied.reached(second.version())).isDone();
    }
}
