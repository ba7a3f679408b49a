package dev.leat.client.error;

import dev.leat.protocol.error.ErrorCode;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Turns error codes and foreign exceptions into the four kinds of {@link ClientException}. */
public final class ClientErrors {
    private static final Set<ErrorCode> FENCED = EnumSet.of(
            ErrorCode.PRODUCER_FENCED,
            ErrorCode.INVALID_PRODUCER_EPOCH,
            ErrorCode.FENCED_INSTANCE_ID,
            ErrorCode.FENCED_MEMBER_EPOCH,
            ErrorCode.TRANSACTION_COORDINATOR_FENCED);

    private static final Set<ErrorCode> MISUSE = EnumSet.of(
            ErrorCode.INVALID_TOPIC_EXCEPTION,
            ErrorCode.INVALID_REQUEST,
            ErrorCode.INVALID_PARTITIONS,
            ErrorCode.INVALID_REPLICATION_FACTOR,
            ErrorCode.INVALID_REPLICA_ASSIGNMENT,
            ErrorCode.INVALID_CONFIG,
            ErrorCode.INVALID_GROUP_ID,
            ErrorCode.INVALID_TIMESTAMP,
            ErrorCode.INVALID_RECORD,
            ErrorCode.INVALID_REQUIRED_ACKS,
            ErrorCode.INVALID_SESSION_TIMEOUT,
            ErrorCode.INVALID_TRANSACTION_TIMEOUT,
            ErrorCode.INCONSISTENT_GROUP_PROTOCOL,
            ErrorCode.TOPIC_ALREADY_EXISTS,
            ErrorCode.MESSAGE_TOO_LARGE,
            ErrorCode.RECORD_LIST_TOO_LARGE,
            ErrorCode.POLICY_VIOLATION);

    private ClientErrors() {}

    /**
     * The exception for a broker's answer.
     *
     * @param code anything but {@link ErrorCode#NONE}
     * @param what what was tried, as the beginning of a sentence: "creating topic 'a'"
     * @param brokerMessage the broker's own explanation, if it sent one
     */
    public static ClientException of(ErrorCode code, String what, @Nullable String brokerMessage) {
        String reason = brokerMessage == null || brokerMessage.isBlank() ? code.meaning() : brokerMessage;
        String message = what + " failed: " + reason;
        String advice = Advice.on(code);
        if (FENCED.contains(code)) {
            return new FencedException(code, message, advice, null);
        }
        if (MISUSE.contains(code)) {
            return new MisuseException(code, message, advice, null);
        }
        return code.retriable()
                ? new RetriableException(code, message, advice, null)
                : new FatalException(code, message, advice, null);
    }

    /** Throws what {@link #of} gives unless {@code code} stands for success. */
    public static void check(short code, String what, @Nullable String brokerMessage) {
        if (code != ErrorCode.NONE.code()) {
            throw of(ErrorCode.of(code), what, brokerMessage);
        }
    }

    /** What really failed, without the wrappers that futures put around it. */
    public static Throwable unwrap(Throwable thrown) {
        Throwable inner = thrown;
        while ((inner instanceof CompletionException || inner instanceof ExecutionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    /** {@code thrown} as one of the four kinds; what is none of them is fatal. */
    public static ClientException from(Throwable thrown) {
        Throwable inner = unwrap(thrown);
        return inner instanceof ClientException known
                ? known
                : new FatalException(null, String.valueOf(inner.getMessage()), "", inner);
    }

    /** Whether trying again after a pause may help. */
    public static boolean isRetriable(Throwable thrown) {
        return unwrap(thrown) instanceof RetriableException;
    }
}
