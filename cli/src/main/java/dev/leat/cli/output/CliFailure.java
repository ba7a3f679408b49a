package dev.leat.cli.output;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.protocol.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A failure in the four parts that a person needs: what, Kafka's name for it, the likely cause, what to do next. */
public final class CliFailure extends RuntimeException {
    private final transient @Nullable ErrorCode errorCode;
    private final String likelyCause;
    private final String next;

    /**
     * @param what one line, without a full stop
     * @param errorCode null if no broker was involved
     * @param likelyCause one line, or empty
     * @param next a command or an advice, or empty
     */
    public CliFailure(
            String what, @Nullable ErrorCode errorCode, String likelyCause, String next, @Nullable Throwable cause) {
        super(what, cause);
        this.errorCode = errorCode;
        this.likelyCause = likelyCause;
        this.next = next;
    }

    /** {@code failure} with {@code next} as the way on. */
    public static CliFailure of(Throwable failure, String next) {
        Throwable inner = ClientErrors.unwrap(failure);
        if (inner instanceof CliFailure known) {
            return known;
        }
        ClientException known = ClientErrors.from(inner);
        return new CliFailure(String.valueOf(known.getMessage()), known.errorCode(), known.advice(), next, inner);
    }

    public String what() {
        return String.valueOf(getMessage());
    }

    public @Nullable ErrorCode errorCode() {
        return errorCode;
    }

    public String likelyCause() {
        return likelyCause;
    }

    public String next() {
        return next;
    }
}
