package dev.leat.cli.consume;

import dev.leat.protocol.model.TopicPartition;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Moves records from the fetcher to the output and knows how far each partition has come. Main thread only. */
final class ConsumeLoop {
    private static final long POLL_MS = 200;

    private final Fetcher fetcher;
    private final RecordPrinter printer;
    private final OutputStream out;
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    ConsumeLoop(Fetcher fetcher, RecordPrinter printer, OutputStream out) {
        this.fetcher = fetcher;
        this.printer = printer;
        this.out = out;
    }

    /** Goes on with these partitions at these offsets, and no others. */
    void assign(Map<TopicPartition, Long> newPositions) {
        positions.clear();
        positions.putAll(newPositions);
        fetcher.assign(newPositions);
    }

    /** Writes what comes within a short time; everything written has left this process when it returns. */
    void step() throws IOException, InterruptedException {
        List<Fetched> pieces = fetcher.poll(POLL_MS);
        try {
            for (Fetched piece : pieces) {
                Long position = positions.get(piece.partition());
                if (position != null) {
                    positions.put(piece.partition(), printer.print(piece, position));
                }
            }
        } finally {
            pieces.forEach(Fetched::release);
        }
        if (!pieces.isEmpty()) {
            out.flush();
        }
    }

    /** Whether as many records were written as were asked for. */
    boolean isFull() {
        return printer.isFull();
    }

    /** Whether every partition has come to the offset that {@code ends} names for it. */
    boolean hasReached(Map<TopicPartition, Long> ends) {
        return positions.entrySet().stream()
                .allMatch(entry -> entry.getValue() >= ends.getOrDefault(entry.getKey(), 0L));
    }

    /** The next offset of each partition; a copy. */
    Map<TopicPartition, Long> positions() {
        return Map.copyOf(positions);
    }
}
