package dev.leat.producer.send;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.metadata.BrokerView;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.PartitionView;
import dev.leat.client.net.Connection;
import dev.leat.client.net.HostPort;
import dev.leat.producer.outbox.PartitionOutbox;
import dev.leat.producer.outbox.SealedBatch;
import dev.leat.producer.outbox.Verdict;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ProduceResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what stands in line for a broker, and takes in its answers. Only the loop. */
final class Transmitter {
    private static final Logger LOG = LoggerFactory.getLogger(Transmitter.class);
    private static final short NO_ACKS = 0;

    /** Answers after which the cluster is asked who leads the partition. */
    private static final Set<ErrorCode> STALE = EnumSet.of(
            ErrorCode.NOT_LEADER_OR_FOLLOWER,
            ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
            ErrorCode.UNKNOWN_TOPIC_ID,
            ErrorCode.FENCED_LEADER_EPOCH,
            ErrorCode.UNKNOWN_LEADER_EPOCH,
            ErrorCode.LEADER_NOT_AVAILABLE,
            ErrorCode.REPLICA_NOT_AVAILABLE,
            ErrorCode.KAFKA_STORAGE_ERROR);

    private final Cluster cluster;
    private final SenderConfig config;
    private final BatchEncoder encoder;
    private final Outcomes outcomes;
    private final SenderMetrics metrics;
    private final Sender sender;

    Transmitter(
            Cluster cluster,
            SenderConfig config,
            BatchEncoder encoder,
            Outcomes outcomes,
            SenderMetrics metrics,
            Sender sender) {
        this.cluster = cluster;
        this.config = config;
        this.encoder = encoder;
        this.outcomes = outcomes;
        this.metrics = metrics;
        this.sender = sender;
    }

    /** Sends to {@code link}'s broker while something stands in line and the broker may get more. */
    void pump(BrokerLink link) {
        while (!link.line().isEmpty() && link.inFlight() < config.maxInFlight() && !link.isMuted()) {
            Connection connection = link.connection();
            if (connection == null) {
                connect(link);
                return;
            }
            Round round = collect(link);
            if (!round.isEmpty()) {
                send(link, connection, round);
            }
        }
    }

    private Round collect(BrokerLink link) {
        Round round = new Round(sender.nanos(), cluster.view());
        int inLine = link.line().size(); // each partition once: what is due beyond that goes into the next request
        for (int i = 0; i < inLine && hasRoom(round, link.line().getFirst()); i++) {
            PartitionSender partition = link.line().removeFirst();
            partition.setInLine(false);
            SealedBatch batch = next(partition);
            if (batch != null) {
                partition.outbox().transmitted(batch);
                encoder.encode(batch);
                round.add(partition, batch);
            }
            sender.consider(partition);
        }
        return round;
    }

    private boolean hasRoom(Round round, PartitionSender partition) {
        return round.isEmpty() || partition.nextBytes() <= config.maxRequestBytes() - round.sizeInBytes();
    }

    private @Nullable SealedBatch next(PartitionSender partition) {
        PartitionOutbox outbox = partition.outbox();
        if (outbox.mayTakeMore()) {
            SealedBatch fresh = partition.seal(config.deliveryTimeoutNanos());
            if (fresh != null) {
                outbox.add(fresh);
            }
        }
        return outbox.peek();
    }

    private void connect(BrokerLink link) {
        if (link.isConnecting()) {
            return;
        }
        link.setConnecting();
        cluster.connectionTo(link.brokerId())
                .whenComplete((connection, failure) -> cluster.network().onLoop(() -> {
                    if (failure == null) {
                        link.connected(connection);
                        pump(link);
                    } else {
                        notConnected(link, ClientErrors.from(failure));
                    }
                }));
    }

    private void notConnected(BrokerLink link, ClientException failure) {
        link.notConnected();
        while (!link.line().isEmpty()) {
            PartitionSender partition = link.line().removeFirst();
            partition.setInLine(false);
            cluster.requestRefresh(List.of(partition.partition().topic()));
            sender.pause(partition, failure);
        }
    }

    private void send(BrokerLink link, Connection connection, Round round) {
        metrics.requested(round.batches().size(), round.sizeInBytes());
        if (config.acks() == NO_ACKS) {
            connection
                    .sendUnanswered(round.call(config, sender.gate()))
                    .whenComplete((nothing, failure) -> handedOver(round, failure));
            return;
        }
        link.sent();
        try {
            connection
                    .sendOnLoop(round.call(config, sender.gate()))
                    .whenComplete((answer, failure) -> answered(link, round, answer, failure));
        } catch (ClientException unsendable) {
            answered(link, round, null, unsendable);
        }
    }

    private void handedOver(Round round, @Nullable Throwable failure) {
        for (Round.Sent sent : round.batches()) {
            sent.partition().outbox().answered(sent.batch(), ErrorCode.NONE);
            if (failure == null) {
                outcomes.handedOver(sent.batch());
            } else {
                outcomes.failed(sent.batch(), ClientErrors.from(failure));
            }
            sender.consider(sent.partition());
        }
        sender.pumpAll();
    }

    private void answered(BrokerLink link, Round round, @Nullable ProduceResponse answer, @Nullable Throwable failure) {
        link.answered();
        List<ProduceResponse.PartitionProduceResponse> answers = answer == null ? null : round.answers(answer);
        for (int i = 0; i < round.batches().size(); i++) {
            Round.Sent sent = round.batches().get(i);
            if (answer != null && answers != null) {
                judge(sent.partition(), sent.batch(), answers.get(i), answer);
            } else {
                lost(sent.partition(), sent.batch(), failure);
            }
            sender.consider(sent.partition());
        }
        if (answer != null) {
            metrics.answered(sender.nanos() - round.sentNanos());
            throttle(link, answer.throttleTimeMs());
        }
        sender.pumpAll();
    }

    private void judge(
            PartitionSender partition,
            SealedBatch batch,
            ProduceResponse.PartitionProduceResponse answer,
            ProduceResponse response) {
        ErrorCode code = ErrorCode.of(answer.errorCode());
        Verdict verdict = partition.outbox().answered(batch, code);
        if (verdict != Verdict.WRITTEN) {
            LOG.debug("{}: {}, so {}", batch, code, verdict);
        }
        switch (verdict) {
            case WRITTEN -> {
                partition.succeeded();
                outcomes.written(batch, answer);
            }
            case SPLIT -> partition.outbox().replace(batch, outcomes.halves(batch));
            case RETRY -> retry(partition, batch, code, answer, response);
            case FAIL -> {
                ClientException refusal = Outcomes.refusal(batch, code, answer);
                outcomes.failed(batch, refusal);
                sender.failed(refusal);
            }
        }
    }

    private void retry(
            PartitionSender partition,
            SealedBatch batch,
            ErrorCode code,
            ProduceResponse.PartitionProduceResponse answer,
            ProduceResponse response) {
        metrics.retried();
        if (STALE.contains(code)) {
            if (learnLeader(partition, answer, response) || leadsNoMore(partition)) {
                return; // no pause: the new leader is known
            }
            cluster.requestRefresh(List.of(partition.partition().topic()));
        }
        sender.pause(partition, Outcomes.refusal(batch, code, answer));
    }

    /** Takes a new leader from the answer that the old one gave (KIP-951). */
    private boolean learnLeader(
            PartitionSender partition, ProduceResponse.PartitionProduceResponse answer, ProduceResponse response) {
        List<BrokerView> endpoints = response.nodeEndpoints().stream()
                .map(node -> new BrokerView(node.nodeId(), new HostPort(node.host(), node.port()), node.rack()))
                .toList();
        ProduceResponse.LeaderIdAndEpoch leader = answer.currentLeader();
        return cluster.learnLeader(partition.partition(), leader.leaderId(), leader.leaderEpoch(), endpoints);
    }

    /** Whether the broker that batches went to is known not to lead the partition, such as from an earlier answer. */
    private boolean leadsNoMore(PartitionSender partition) {
        BrokerLink asked = partition.link();
        PartitionView now = cluster.view().partitionOrNull(partition.partition());
        return asked != null && now != null && now.hasLeader() && now.leader() != asked.brokerId();
    }

    private void lost(PartitionSender partition, SealedBatch batch, @Nullable Throwable failure) {
        ClientException reason = failure == null
                ? ClientErrors.of(
                        ErrorCode.CORRUPT_MESSAGE, "reading the answer to a produce", "a partition is missing")
                : ClientErrors.from(failure);
        if (failure != null && !ClientErrors.isRetriable(reason)) {
            partition.outbox().refused(batch);
            outcomes.failed(batch, reason);
            sender.failed(reason);
            return;
        }
        if (partition.outbox().unanswered(batch) == Verdict.RETRY) {
            metrics.retried();
            cluster.requestRefresh(List.of(partition.partition().topic()));
            sender.pause(partition, reason);
        } else {
            outcomes.failed(batch, reason);
            sender.failed(reason);
        }
    }

    private void throttle(BrokerLink link, int pauseMs) {
        if (pauseMs > 0) {
            link.setMuted(true);
            cluster.network().scheduler().schedule(pauseMs, () -> {
                link.setMuted(false);
                pump(link);
            });
        }
    }
}
