package dev.leat.integration.hostile;

import dev.leat.integration.hostile.RawConnection.Outcome;
import java.util.EnumSet;
import java.util.Set;

/**
 * Bytes for one connection and what a broker may do about them.
 *
 * @param name    what a failure shows; together with the seed it finds the bytes again
 * @param bytes   sent in one go
 * @param allowed outcomes that pass
 */
record Attack(String name, byte[] bytes, Set<Outcome> allowed) {
    static final Set<Outcome> ANSWER_OR_CLOSE = EnumSet.of(Outcome.ANSWERED, Outcome.CLOSED);

    /** Must not be answered: the stream position is unknown, or the request makes no sense. */
    static Attack mustClose(String name, byte[] bytes) {
        return new Attack(name, bytes, EnumSet.of(Outcome.CLOSED));
    }

    static Attack answerOrClose(String name, byte[] bytes) {
        return new Attack(name, bytes, ANSWER_OR_CLOSE);
    }

    /** The rest of a frame may still come, or the request may rightly wait: silence is fine for now. */
    static Attack mayWait(String name, byte[] bytes) {
        return new Attack(name, bytes, EnumSet.allOf(Outcome.class));
    }
}
