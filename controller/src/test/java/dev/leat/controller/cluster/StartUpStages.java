package dev.leat.controller.cluster;

import com.sun.management.OperatingSystemMXBean;
import dev.leat.base.Scheduler;
import dev.leat.controller.store.zookeeper.EmbeddedZooKeeper;
import dev.leat.controller.store.zookeeper.ZooKeeperStore;
import dev.leat.protocol.model.Uuid;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Prints what each stage of a broker's start takes, as far as the cluster's state is concerned; run it in a fresh
 * JVM: {@code java -cp <test class path> dev.leat.controller.cluster.StartUpStages [directory]}.
 */
final class StartUpStages {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static long last = System.nanoTime();
    private static long lastCpu = SYSTEM.getProcessCpuTime();

    private StartUpStages() {}

    public static void main(String[] args) throws Exception {
        Path directory = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("stages");
        ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
        ExecutorService events = Executors.newSingleThreadExecutor();
        stage("threads");
        EmbeddedZooKeeper server = EmbeddedZooKeeper.start(directory, 0, reason -> {});
        stage("ZooKeeper server");
        ZooKeeperStore store = new ZooKeeperStore(server.connectString(), 10_000, events);
        stage("client class");
        ControllerService service = new ControllerService(
                store,
                events,
                schedulerOn(timers),
                () -> ThreadLocalRandom.current().nextLong(),
                ControllerSettings.of(0, new Uuid(1, 1), null, TopicDefaults.KAFKA),
                (delta, image) -> {});
        stage("service class");
        CompletableFuture<Uuid> started = service.start();
        stage("client made");
        started.join();
        stage("cluster id");
        BrokerEndpoint endpoint = new BrokerEndpoint("PLAINTEXT", "PLAINTEXT", "localhost", 9092);
        service.registerBroker(new BrokerInfo(
                        0, new Uuid(2, System.nanoTime()), new Uuid(1, 1), BrokerInfo.UNCLEAN, List.of(endpoint), null))
                .join();
        stage("registered, elected, admitted");
        service.createTopics(List.of(NewTopic.of("t" + System.nanoTime(), 1, 1, Map.of())), false)
                .join();
        stage("first topic");
        if (args.length > 1) {
            List<NewTopic> many = java.util.stream.IntStream.range(0, Integer.parseInt(args[1]))
                    .mapToObj(i -> NewTopic.of("many-" + System.nanoTime() + "-" + i, 1, 1, Map.of()))
                    .toList();
            service.createTopics(many, false).join();
            stage("topics created: " + many.size());
        }
        service.close();
        server.close();
        stage("closed");
        timers.shutdownNow();
        events.shutdownNow();
    }

    private static Scheduler schedulerOn(ScheduledExecutorService timers) {
        return (delayMs, task) -> {
            var future = timers.schedule(task, delayMs, TimeUnit.MILLISECONDS);
            return () -> future.cancel(false);
        };
    }

    private static void stage(String name) {
        long now = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        System.out.printf(
                Locale.ROOT, "%7.1f ms %7.1f ms of processor  %s%n", (now - last) / 1e6, (cpu - lastCpu) / 1e6, name);
        last = System.nanoTime();
        lastCpu = SYSTEM.getProcessCpuTime();
    }
}
