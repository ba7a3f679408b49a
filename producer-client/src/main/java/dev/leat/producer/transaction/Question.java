package dev.leat.producer.transaction;

import dev.leat.producer.send.Identity;
import dev.leat.protocol.model.TopicPartition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of a coordinator; the next one only after the last is answered. */
public sealed interface Question {
    /** For messages, as the beginning of a sentence. */
    String what();

    /**
     * A producer id, or the next epoch of one.
     *
     * @param former null the first time
     */
    record Initialise(@Nullable Identity former) implements Question {
        @Override
        public String what() {
            return former == null ? "initialising transactions" : "getting the next producer epoch after an abort";
        }
    }

    /** Lets partitions into the transaction, before anything is written there. */
    record AddPartitions(Identity identity, List<TopicPartition> partitions) implements Question {
        @Override
        public String what() {
            return "adding partitions to the transaction";
        }
    }

    /** Lets the offsets of a group into the transaction, before any is committed. */
    record AddGroup(Identity identity, String groupId) implements Question {
        @Override
        public String what() {
            return "adding group '" + groupId + "' to the transaction";
        }
    }

    /**
     * Asked of the group's coordinator.
     *
     * @param implicit whether this lets the group into the transaction, too
     */
    record CommitOffsets(Identity identity, boolean implicit, OffsetCommit commit) implements Question {
        @Override
        public String what() {
            return "committing offsets of group '" + commit.member().groupId() + "' in the transaction";
        }
    }

    /** @param implicit whether the answer brings the identity of the next transaction */
    record End(Identity identity, boolean implicit, boolean commits) implements Question {
        @Override
        public String what() {
            return commits ? "committing the transaction" : "aborting the transaction";
        }
    }
}
