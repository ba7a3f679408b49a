package dev.leat.producer.transaction;

import dev.leat.client.group.MemberIdentity;
import dev.leat.client.group.Progress;
import dev.leat.protocol.model.TopicPartition;
import java.util.Map;

/**
 * Progress of a group that becomes visible with the transaction.
 *
 * @param ticket who waits for it
 */
public record OffsetCommit(long ticket, MemberIdentity member, Map<TopicPartition, Progress> offsets) {
    public OffsetCommit {
        offsets = Map.copyOf(offsets);
    }
}
