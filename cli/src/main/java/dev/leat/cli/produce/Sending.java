package dev.leat.cli.produce;

import dev.leat.cli.output.CliFailure;
import dev.leat.producer.Producer;
import dev.leat.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Hands records to the producer, no more at once than there is room for, and keeps the tally. Main thread only. */
final class Sending {
    /** Bytes of the largest record; what a topic takes is up to its max.message.bytes. */
    static final int LARGEST_RECORD = 32 << 20;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final @Nullable Integer partition;
    private final Tally tally;

    /** @param partition where all records go; null to choose by the key */
    Sending(Producer<byte[], byte[]> producer, String topic, @Nullable Integer partition, Tally tally) {
        this.producer = producer;
        this.topic = topic;
        this.partition = partition;
        this.tally = tally;
    }

    /** Sends {@code record}; waits while too much is on its way. */
    void send(InputRecord record, Origin origin) {
        long bytes = record.sizeInBytes();
        if (bytes > LARGEST_RECORD) {
            throw tooLarge(bytes, origin);
        }
        int payload = record.payloadBytes();
        tally.take(bytes);
        producer.send(toSend(record), (place, offset, timestamp, failure) -> {
            if (failure == null) {
                tally.acknowledged(bytes, payload);
            } else {
                tally.failed(bytes, origin, failure);
            }
        });
    }

    private ProducerRecord<byte[], byte[]> toSend(InputRecord record) {
        Long time = record.timestamp() == InputRecord.NOW ? null : record.timestamp();
        return new ProducerRecord<>(topic, partition, time, record.key(), record.value(), record.headers());
    }

    private static CliFailure tooLarge(long bytes, Origin origin) {
        return new CliFailure(
                String.format(
                        "%s has %,d bytes, and the largest record that can be sent %,d",
                        origin.upTo(origin.number()), bytes, LARGEST_RECORD),
                null,
                "the input is not made of the records that --format says",
                "--format chunks, which cuts it into pieces",
                null);
    }
}
