package dev.leat.perf.load;

import dev.leat.perf.client.Counts;
import dev.leat.perf.client.Latencies;
import dev.leat.perf.client.raw.Frame;
import dev.leat.perf.client.raw.FrameLoop;
import dev.leat.perf.client.raw.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Bare requests in a closed loop, with a given number under way on each connection. */
final class RawLoad implements Load {
    private final List<FrameLoop> loops = new ArrayList<>();
    private final Latencies latencies = new Latencies();

    /**
     * Connects.
     *
     * @param threads over which the connections are spread
     */
    RawLoad(List<Route> routes, Frame frame, int inFlight, int threads) throws IOException {
        for (int thread = 0; thread < Math.min(threads, routes.size()); thread++) {
            List<Route> share = new ArrayList<>();
            for (int i = thread; i < routes.size(); i += threads) {
                share.add(routes.get(i));
            }
            loops.add(new FrameLoop(share, frame, inFlight, latencies));
        }
    }

    @Override
    public void start() {
        loops.forEach(FrameLoop::start);
    }

    @Override
    public Counts counts() {
        return loops.stream().map(loop -> loop.tally().counts()).reduce(Counts.NONE, Counts::plus);
    }

    @Override
    public Latencies latencies() {
        return latencies;
    }

    @Override
    public @Nullable Exception failure() {
        return loops.stream()
                .map(FrameLoop::failure)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (FrameLoop loop : loops) {
            loop.close();
        }
    }
}
