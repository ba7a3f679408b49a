package dev.leat.producer.transaction;

import dev.leat.producer.send.Identity;
import dev.leat.protocol.error.ErrorCode;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What a coordinator said.
 *
 * @param identity under which the producer goes on; null if the answer names none
 * @param implicit whether the cluster lets partitions and groups into transactions by themselves and gives a new epoch
 *     with every end (transaction.version 2, KIP-890)
 */
public record Answer(ErrorCode code, @Nullable Identity identity, boolean implicit) {
    /** The one among the codes of several parts that decides about all: what is final before what may pass. */
    public static ErrorCode decisive(Collection<ErrorCode> codes) {
        ErrorCode decisive = ErrorCode.NONE;
        for (ErrorCode code : codes) {
            if (rank(code) > rank(decisive)) {
                decisive = code;
            }
        }
        return decisive;
    }

    private static int rank(ErrorCode code) {
        if (code == ErrorCode.NONE) {
            return 0;
        }
        if (code == ErrorCode.OPERATION_NOT_ATTEMPTED) { // because of another part, which tells the reason
            return 1;
        }
        return code.retriable() ? 2 : 3;
    }
}
