package dev.leat.perf.load;

import dev.leat.perf.client.Arrivals;
import dev.leat.perf.client.Counts;
import dev.leat.perf.client.Latencies;
import dev.leat.perf.client.Tally;
import dev.leat.perf.client.raw.Frame;
import dev.leat.perf.client.raw.PacedConnection;
import dev.leat.perf.client.raw.Route;
import dev.leat.perf.client.raw.TailReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bare produce requests of one record at a fixed rate over some connections. Timed to their acknowledgement; or, with tails, to
 * the arrival of the record at a reader that waits for it.
 */
final class RawPacedLoad extends ThreadedLoad {
    private final List<PacedConnection> connections = new ArrayList<>();
    private final List<TailReader> tails = new ArrayList<>();
    private final Latencies latencies = new Latencies();
    private final Tally arrived = new Tally();
    private final Pacer pacer;
    private final boolean closed;
    private int turn;

    private RawPacedLoad(Settings settings) {
        pacer = Pacer.real(settings.rate());
        closed = settings.closed();
        repeat("pacer", this::sendOne);
    }

    /** Times acknowledgements. */
    static RawPacedLoad toAcknowledgement(List<Route> routes, Frame frame, Settings settings) throws IOException {
        RawPacedLoad load = new RawPacedLoad(settings);
        for (Route route : routes) {
            load.connections.add(new PacedConnection(route, frame, false, load.latencies));
        }
        return load;
    }

    /** Times arrivals; {@code ends} lead to the ends of all partitions. */
    static RawPacedLoad toArrival(List<Route> routes, Frame frame, List<Route> ends, Frame fetch, Settings settings)
            throws IOException {
        RawPacedLoad load = new RawPacedLoad(settings);
        for (Route route : routes) {
            load.connections.add(new PacedConnection(route, frame, true, new Latencies()));
        }
        for (Route end : ends) {
            load.tails.add(new TailReader(end, fetch, TailReader.stampAt(frame), load::arrived));
        }
        return load;
    }

    private void sendOne() throws IOException {
        long from = pacer.awaitNext();
        PacedConnection connection = connections.get(turn);
        turn = turn + 1 == connections.size() ? 0 : turn + 1;
        if (closed) {
            connection.awaitUnderWay(0);
            from = System.nanoTime();
        }
        connection.send(from);
    }

    private synchronized void arrived(int bytes, long stamp) {
        if (stamp != Arrivals.NO_STAMP) {
            latencies.record(System.nanoTime() - stamp);
        }
        arrived.add(1, bytes);
    }

    /** Those that are missing are taken for the youngest, which is what they are if answers come in order. */
    @Override
    public void noteWhatIsLate() {
        pacer.noteLate(counts().records(), latencies);
    }

    @Override
    public void start() {
        tails.forEach(TailReader::start);
        super.start();
    }

    @Override
    public Counts counts() {
        return tails.isEmpty()
                ? connections.stream().map(each -> each.tally().counts()).reduce(Counts.NONE, Counts::plus)
                : arrived.counts();
    }

    @Override
    public Latencies latencies() {
        return latencies;
    }

    @Override
    public @Nullable Exception failure() {
        for (PacedConnection connection : connections) {
            if (connection.failure() != null) {
                return connection.failure();
            }
        }
        for (TailReader tail : tails) {
            if (tail.failure() != null) {
                return tail.failure();
            }
        }
        return super.failure();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stop(() -> {});
        for (PacedConnection connection : connections) {
            connection.close();
        }
        for (TailReader tail : tails) {
            tail.close();
        }
    }
}
