package dev.leat.test;

import dev.leat.broker.config.BrokerConfig;
import dev.leat.broker.main.BrokerEnvironment;
import dev.leat.broker.main.LeatBroker;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A broker inside this JVM. It is the production broker, with real connections on 127.0.0.1; what differs from a broker
 * out of the box are these settings, all of which a test may set otherwise:
 *
 * <ul>
 *   <li>{@code group.initial.rebalance.delay.ms=0}: a consumer has its partitions at once
 *   <li>{@code offsets.topic.num.partitions=1}, {@code num.network.threads=2}, {@code leat.lane.threads=2}
 * </ul>
 *
 * <p>One thread at a time starts, restarts and ends it; any thread asks.
 */
public final class TestBroker implements AutoCloseable {
    private static final Map<String, String> TEST_SETTINGS = Map.of(
            "group.initial.rebalance.delay.ms", "0",
            "offsets.topic.num.partitions", "1",
            "num.network.threads", "2",
            "leat.lane.threads", "2");

    private final BrokerOptions options;
    private final Surroundings surroundings;
    private final Topics topics = new Topics(this::bootstrapServers);
    private int port;
    private volatile @Nullable LeatBroker broker;
    private volatile String bootstrapServers = "";
    private volatile @Nullable String fault;
    private boolean closed;

    private TestBroker(BrokerOptions options) throws IOException {
        this.options = options;
        this.surroundings = new Surroundings(options);
        this.port = options.port();
    }

    /** Starts a broker with everything in memory, on a free port; returns when clients can use it. */
    public static TestBroker start() {
        return start(BrokerOptions.defaults());
    }

    /**
     * Starts a broker; returns when clients can use it.
     *
     * @throws IllegalStateException if it cannot start; the cause says why, and nothing of it is left
     */
    public static TestBroker start(BrokerOptions options) {
        try {
            TestBroker broker = new TestBroker(options);
            try {
                broker.run();
                return broker;
            } catch (IOException | RuntimeException failure) {
                broker.surroundings.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new IllegalStateException("the broker does not start: " + failure.getMessage(), failure);
        }
    }

    private void run() throws IOException {
        Map<String, String> settings = new HashMap<>(TEST_SETTINGS);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("log.dirs", surroundings.path().toString());
        settings.putAll(options.settings());
        LeatBroker started = start(BrokerConfig.of(settings), surroundings.environment(this::failed));
        broker = started;
        port = started.port();
        bootstrapServers = started.bootstrap();
        options.publishAs().forEach(name -> System.setProperty(name, bootstrapServers));
    }

    private static LeatBroker start(BrokerConfig config, BrokerEnvironment environment) throws IOException {
        try {
            return LeatBroker.start(config, environment);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the broker was starting", interrupted);
        }
    }

    private void failed(String reason) {
        fault = reason;
    }

    /** {@code host:port}, for {@code bootstrap.servers}; the same over restarts. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** The port it listens on; the same over restarts. */
    public int port() {
        return running().port();
    }

    /** What the broker counts and measures now, by full name, such as {@code network_bytes_received}. */
    public Map<String, Long> metrics() {
        return running().metrics().snapshot().values();
    }

    /** Creates a topic with {@code num.partitions} partitions; it can be used on return. */
    public void createTopic(String name) {
        topics.create(name, Topics.DEFAULT_PARTITIONS, Map.of());
    }

    /** Creates a topic; it can be used on return. */
    public void createTopic(String name, int partitions) {
        topics.create(name, partitions, Map.of());
    }

    /**
     * Creates a topic; it can be used on return.
     *
     * @param settings topic settings by Kafka's names
     * @throws RuntimeException if the broker refuses it; the message is the broker's
     */
    public void createTopic(String name, int partitions, Map<String, String> settings) {
        topics.create(name, partitions, settings);
    }

    /** Ends the broker in order if it runs, and starts it again on the same port with the data it had. */
    public void restart() {
        endInOrder();
        try {
            run();
        } catch (IOException failure) {
            throw new IllegalStateException("the broker does not start again: " + failure.getMessage(), failure);
        }
    }

    /**
     * Ends the broker as a crash of its process would: connections break, nothing is flushed or noted, and the next
     * {@link #restart()} has to recover the logs.
     */
    public void kill() {
        LeatBroker current = running();
        broker = null;
        current.abandon();
    }

    private void endInOrder() {
        LeatBroker current = broker;
        broker = null;
        if (current != null) {
            current.close();
        }
    }

    private LeatBroker running() {
        LeatBroker current = broker;
        if (current == null) {
            throw new IllegalStateException("the broker has ended");
        }
        return current;
    }

    /**
     * Ends the broker and removes its data. No thread, file, port or system property of it is left.
     *
     * @throws IllegalStateException if the broker had a fault that it would have reported to its operator
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        options.publishAs().forEach(System::clearProperty);
        topics.close();
        endInOrder();
        surroundings.close();
        String reason = fault;
        if (reason != null) {
            throw new IllegalStateException("the broker under test had a fault: " + reason);
        }
    }
}
