package dev.leat.cli.verb;

import dev.leat.cli.output.CommandName;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.protocol.error.ErrorCode;

/** The command to try after a failure. */
public final class NextStep {
    private NextStep() {}

    /**
     * @param failure what went wrong
     * @param verb the command that failed, with its parents: {@code leat topic create}
     * @param hints for commands on the cluster where it failed
     */
    public static String after(Throwable failure, String verb, Hints hints) {
        ClientException known = ClientErrors.from(failure);
        ErrorCode code = known.errorCode();
        if (code == null) {
            return known.advice().isEmpty()
                    ? "the same with -v, which shows where it failed"
                    : CommandName.with("start, which runs a broker here; or -b HOST:PORT to name another one");
        }
        return switch (code) {
            case TOPIC_ALREADY_EXISTS, INVALID_PARTITIONS, UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_TOPIC_ID ->
                hints.command("topic list");
            case LEADER_NOT_AVAILABLE -> hints.command("topic describe TOPIC") + ", which shows the leaders";
            case MESSAGE_TOO_LARGE, RECORD_LIST_TOO_LARGE ->
                hints.command("topic describe TOPIC --all-settings") + ", which shows the limits";
            case CORRUPT_MESSAGE -> "the same with --partition and --from an offset behind it";
            case OFFSET_OUT_OF_RANGE -> "the same with --from start";
            case INVALID_CONFIG, INVALID_REPLICATION_FACTOR, INVALID_TOPIC_EXCEPTION -> verb + " --help";
            default -> "the same with -v, which shows where it failed";
        };
    }
}
