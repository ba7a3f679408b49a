package dev.leat.broker.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitQueueTest {
    private final CommitQueue queue = new CommitQueue();
    private final List<AppendResult> told = new ArrayList<>();

    @Test
    void shouldTellOnlyThoseWhoseLastRecordIsBelowTheHighWatermark() {
        queue.add(appended(0, 9), told::add);
        queue.add(appended(10, 19), told::add);
        queue.committedUpTo(19);
        assertThat(told).containsExactly(appended(0, 9));
        queue.committedUpTo(20);
        assertThat(told).containsExactly(appended(0, 9), appended(10, 19));
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void shouldFailWhatWaitsWithTheGivenErrorAndNoOffset() {
        queue.add(appended(0, 9), told::add);
        queue.failAll(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        assertThat(told).singleElement().satisfies(result -> {
            assertThat(result.error()).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
            assertThat(result.baseOffset()).isEqualTo(-1);
        });
        assertThat(queue.isEmpty()).isTrue();
    }

    private static AppendResult appended(long first, long last) {
        return new AppendResult(ErrorCode.NONE, first, last, -1, 0);
    }
}
