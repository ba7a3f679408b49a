package dev.leat.perf.client;

import dev.leat.cli.output.CliFailure;
import dev.leat.client.error.ClientException;
import dev.leat.perf.client.raw.RefusedException;
import java.io.IOException;
import org.apache.kafka.common.KafkaException;

/** Says what ended a load before its time. */
public final class LoadFailure {
    private LoadFailure() {}

    /** What to throw for {@code failure}: an explanation, or the failure itself if it is a bug. */
    public static RuntimeException of(Exception failure) {
        if (failure instanceof RefusedException refused) {
            return new CliFailure(
                    String.valueOf(refused.getMessage()),
                    refused.error(),
                    "",
                    "look at the broker's log, or try another --topic",
                    refused);
        }
        if (failure instanceof IOException || failure instanceof KafkaException) {
            return new CliFailure(
                    "the load ended before its time: " + failure.getMessage(),
                    null,
                    "the broker went away, or refused something",
                    "look at the broker's log",
                    failure);
        }
        return failure instanceof ClientException known ? known : new IllegalStateException("the load failed", failure);
    }
}
