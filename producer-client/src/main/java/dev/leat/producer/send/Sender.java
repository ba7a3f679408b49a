package dev.leat.producer.send;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.ClusterView;
import dev.leat.producer.batch.Accumulator;
import dev.leat.producer.batch.PartitionQueue;
import dev.leat.producer.batch.ProducerBatch;
import dev.leat.producer.batch.Signals;
import dev.leat.producer.outbox.PartitionOutbox;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The producer's one loop of work: sees which batches are due, stands their partitions in line for their leaders, sends, and
 * takes in the answers. Everything here runs on the client's loop.
 */
public final class Sender {
    private static final long LAST_WRITERS_NANOS = 1_000_000_000;

    private final Cluster cluster;
    private final SenderConfig config;
    private final Accumulator accumulator;
    private final Signals signals;
    private final LoopClock time;
    private final SenderMetrics metrics = new SenderMetrics();
    private final Transmitter transmitter;
    private final IdentitySource identities;
    private final Gate gate;

    private final Map<TopicPartition, PartitionSender> senders = new HashMap<>();
    private final Lines lines;
    private final GivingUp givingUp;
    private final Ages lingering;
    private final Ages delivering;
    private final Flushes flushes = new Flushes();
    private @Nullable Identity identity;
    private @Nullable ClientException stopped;

    /**
     * @param signals wakes {@link #run()}
     * @param gate says which partitions may be written now
     */
    public Sender(
            Cluster cluster,
            SenderConfig config,
            Accumulator accumulator,
            Signals signals,
            Gate gate,
            BatchEncoder encoder) {
        this.cluster = cluster;
        this.config = config;
        this.accumulator = accumulator;
        this.signals = signals;
        this.gate = gate;
        this.time = new LoopClock(cluster.network().clock(), cluster.network().scheduler(), this::run);
        Outcomes outcomes = new Outcomes(accumulator, encoder, metrics, flushes::done);
        this.transmitter = new Transmitter(cluster, config, encoder, outcomes, metrics, this);
        this.identities = new IdentitySource(cluster, this::adopt, this::stop);
        this.lines = new Lines(cluster);
        this.givingUp = new GivingUp(config, outcomes, identities, gate);
        this.lingering = new Ages(config.lingerNanos());
        this.delivering = new Ages(config.deliveryTimeoutNanos());
        signals.wakes(this::run);
        cluster.onChange(this::leadersChanged);
    }

    /** Asks for the producer's id, which the first batch would wait for, if this one needs nobody's leave to. */
    public void begin() {
        if (config.idempotent() && gate == Gate.OPEN) {
            cluster.network().onLoop(identities::ask);
        }
    }

    public SenderMetrics metrics() {
        return metrics;
    }

    /** Looks at all that has changed and sends what can be sent. */
    public void run() {
        signals.lower();
        for (PartitionQueue queue = signals.next(); queue != null; queue = signals.next()) {
            takeNote(senderOf(queue));
        }
        long now = time.nanos();
        lingering.forEachAged(now, this::lingered);
        delivering.forEachAged(now, batch -> expire(senderOf(batch.queue()), now));
        if (accumulator.isExhausted()) {
            lingering.forEachYoung(batch -> consider(senderOf(batch.queue())));
        }
        pumpAll();
        time.wakeIn(Math.min(lingering.nanosUntilNext(now), delivering.nanosUntilNext(now)));
    }

    private PartitionSender senderOf(PartitionQueue queue) {
        PartitionSender known = senders.get(queue.partition());
        if (known == null) {
            known = new PartitionSender(queue, newOutbox());
            senders.put(queue.partition(), known);
        }
        return known;
    }

    private PartitionOutbox newOutbox() {
        PartitionOutbox outbox = new PartitionOutbox(gate.numbers(config), config.maxInFlight(), config.maxAttempts());
        if (identity != null && outbox.needsIdentity()) {
            outbox.adopt(identity.id(), identity.epoch());
        }
        return outbox;
    }

    private void takeNote(PartitionSender sender) {
        sender.forEachOpened(batch -> {
            lingering.add(batch);
            delivering.add(batch);
        });
        if (stopped != null) {
            givingUp.fail(sender, stopped);
        }
        consider(sender);
    }

    private void lingered(ProducerBatch batch) {
        PartitionSender sender = senderOf(batch.queue());
        sender.makeDue(batch);
        consider(sender);
    }

    /** Stands the partition in line for its leader if something is due and nothing stands against it. */
    void consider(PartitionSender sender) {
        if (sender.isInLine() || sender.isPausing() || !sender.isDue(accumulator.isExhausted())) {
            return;
        }
        if (sender.outbox().needsIdentity()) {
            askForIdentity();
        } else if (sender.outbox().mayTransmit() && gate.mayWrite(sender.partition())) {
            lines.join(sender);
        }
    }

    private void leadersChanged(ClusterView view) {
        lines.takeLeaderless().forEach(this::consider);
        pumpAll();
    }

    void pumpAll() {
        for (BrokerLink link : lines.links()) {
            transmitter.pump(link);
        }
    }

    /** Lets the partition pause after a failure, and then tries again. */
    void pause(PartitionSender sender, ClientException reason) {
        if (sender.isPausing()) {
            return;
        }
        sender.setPausing(true);
        cluster.afterPause(sender.failed(reason), () -> {
            sender.setPausing(false);
            consider(sender);
            pumpAll();
        });
    }

    private void askForIdentity() {
        gate.identityNeeded(identities::ask);
    }

    /** Lets every partition number its batches under {@code given}; those that have batches on their way, when they are back. */
    public void adopt(Identity given) {
        identity = given;
        for (PartitionSender sender : senders.values()) {
            if (sender.outbox().needsIdentity() || gate.replacesIdentities()) {
                sender.outbox().adopt(given.id(), given.epoch());
            }
            consider(sender);
        }
        pumpAll();
    }

    private void expire(PartitionSender sender, long now) {
        givingUp.expire(sender, now);
        consider(sender);
    }

    /** Completes {@code done} when everything that was sent before is acknowledged or has failed. */
    public void flush(CompletableFuture<Void> done) {
        run();
        List<ProducerBatch> open = new ArrayList<>();
        delivering.forEachYoung(open::add);
        hurry(open, done);
    }

    /** As {@link #flush}, and waits for the answers to batches that failed for their age, too: nothing is on its way then. */
    public void drain(CompletableFuture<Void> done) {
        run();
        List<ProducerBatch> open = new ArrayList<>();
        delivering.forEachYoung(open::add);
        senders.values().forEach(sender -> sender.outbox().inFlight().forEach(batch -> open.add(batch.origin())));
        hurry(open, done);
    }

    private void hurry(List<ProducerBatch> open, CompletableFuture<Void> done) {
        senders.values().forEach(PartitionSender::makeAllDue);
        flushes.add(open, done);
        senders.values().forEach(this::consider);
        pumpAll();
    }

    /** The partitions that have records on their way or waiting. */
    public Collection<TopicPartition> busyPartitions() {
        return senders.values().stream()
                .filter(sender -> !sender.outbox().isIdle() || sender.queue().first() != null)
                .map(PartitionSender::partition)
                .toList();
    }

    /** Considers every partition again, after the gate has changed its mind. */
    public void reconsider() {
        senders.values().forEach(this::consider);
        pumpAll();
    }

    /** Fails all that waits, and all that comes, with {@code reason}. */
    public void stop(ClientException reason) {
        if (stopped == null) {
            stopped = reason;
            identities.stop();
            failAll(reason);
        }
    }

    /** Fails all that waits or is on its way with {@code reason}. */
    public void failAll(ClientException reason) {
        senders.values().forEach(sender -> givingUp.fail(sender, reason));
    }

    /** Refuses records from now on and fails what is left. */
    public void close() {
        accumulator.end();
        stop(new MisuseException(
                "the producer was closed before the record was acknowledged", "give close() more time"));
        long deadline = time.nanos() + LAST_WRITERS_NANOS;
        do { // a caller may be in the middle of writing a record: it is done in a moment
            run();
        } while (hasUntaken() && time.nanos() - deadline < 0);
        accumulator.close();
        time.stop();
    }

    private boolean hasUntaken() {
        senders.values().forEach(sender -> givingUp.fail(sender, Objects.requireNonNull(stopped)));
        return senders.values().stream().anyMatch(sender -> sender.queue().first() != null);
    }

    void failed(ClientException failure) {
        gate.failed(failure);
    }

    long nanos() {
        return time.nanos();
    }

    Gate gate() {
        return gate;
    }
}
