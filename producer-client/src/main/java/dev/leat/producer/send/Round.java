package dev.leat.producer.send;

import dev.leat.client.metadata.ClusterView;
import dev.leat.client.metadata.TopicView;
import dev.leat.client.net.Call;
import dev.leat.producer.outbox.SealedBatch;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ProduceRequest;
import dev.leat.protocol.message.ProduceResponse;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.wire.BufferPayload;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The batches that one produce request carries, at most one per partition. Only the loop. */
final class Round {
    private static final short LAST_WITH_NAMES = 12;

    private final List<Sent> batches = new ArrayList<>();
    private final long sentNanos;
    private final ClusterView view;
    private int sizeInBytes;

    /** A batch and the partition that it belongs to. */
    record Sent(PartitionSender partition, SealedBatch batch) {}

    /** @param view tells topic ids, for the request and for its answer */
    Round(long sentNanos, ClusterView view) {
        this.sentNanos = sentNanos;
        this.view = view;
    }

    void add(PartitionSender partition, SealedBatch batch) {
        batches.add(new Sent(partition, batch));
        sizeInBytes += wire(batch).readableBytes();
    }

    boolean isEmpty() {
        return batches.isEmpty();
    }

    List<Sent> batches() {
        return batches;
    }

    int sizeInBytes() {
        return sizeInBytes;
    }

    long sentNanos() {
        return sentNanos;
    }

    /** The request, as {@code gate} wants it; by topic ids where the broker and the view know them. */
    Call<ProduceResponse> call(SenderConfig config, Gate gate) {
        Map<String, List<Sent>> byTopic = new LinkedHashMap<>();
        String transactionalId = gate.transactionalId();
        boolean idsKnown = true;
        for (Sent sent : batches) {
            String topic = sent.partition().partition().topic();
            byTopic.computeIfAbsent(topic, name -> new ArrayList<>(batches.size()))
                    .add(sent);
            idsKnown &= !idOf(topic).isZero();
        }
        return new Call<>(
                ApiKey.PRODUCE,
                (short) Math.min(idsKnown ? Short.MAX_VALUE : LAST_WITH_NAMES, gate.highestProduceVersion()),
                config.requestTimeoutMs(),
                version -> request(config, transactionalId, byTopic, version),
                ProduceResponse.class::cast);
    }

    private Uuid idOf(String topic) {
        TopicView known = view.topics().get(topic);
        return known == null ? Uuid.ZERO : known.id();
    }

    private ProduceRequest request(
            SenderConfig config, @Nullable String transactionalId, Map<String, List<Sent>> byTopic, int version) {
        List<ProduceRequest.TopicProduceData> topics = new ArrayList<>(byTopic.size());
        byTopic.forEach((topic, batches) -> topics.add(ProduceRequest.TopicProduceData.builder()
                .name(version > LAST_WITH_NAMES ? "" : topic)
                .topicId(version > LAST_WITH_NAMES ? idOf(topic) : Uuid.ZERO)
                .partitionData(partitions(batches))
                .build()));
        return ProduceRequest.builder()
                .transactionalId(transactionalId)
                .acks(config.acks())
                .timeoutMs(config.requestTimeoutMs())
                .topicData(topics)
                .build();
    }

    private static List<ProduceRequest.PartitionProduceData> partitions(List<Sent> batches) {
        List<ProduceRequest.PartitionProduceData> partitions = new ArrayList<>(batches.size());
        for (Sent sent : batches) {
            partitions.add(ProduceRequest.PartitionProduceData.builder()
                    .index(sent.partition().partition().partition())
                    .records(new BufferPayload(wire(sent.batch()).retainedDuplicate()))
                    .build());
        }
        return partitions;
    }

    private static ByteBuf wire(SealedBatch batch) {
        return Objects.requireNonNull(batch.wire(), "a batch is encoded before it is sent");
    }

    /** What the answer says of each batch, in the order of {@link #batches()}; null if it leaves one out. */
    @Nullable
    List<ProduceResponse.PartitionProduceResponse> answers(ProduceResponse response) {
        List<ProduceResponse.PartitionProduceResponse> found = new ArrayList<>(batches.size());
        Cursor cursor = new Cursor(response);
        for (Sent sent : batches) {
            ProduceResponse.PartitionProduceResponse answer = cursor.find(sent.partition());
            if (answer == null) {
                return null;
            }
            found.add(answer);
        }
        return found;
    }

    /** Walks an answer in its order, which is that of the request with every broker known; looks everywhere otherwise. */
    private final class Cursor {
        private final List<ProduceResponse.TopicProduceResponse> topics;
        private int topic;
        private int partition;

        Cursor(ProduceResponse response) {
            this.topics = response.responses();
        }

        ProduceResponse.@Nullable PartitionProduceResponse find(PartitionSender wanted) {
            int topicsLeft = topics.size();
            for (int i = 0; i <= topicsLeft; i++) {
                ProduceResponse.PartitionProduceResponse found = findInTopic(wanted);
                if (found != null) {
                    return found;
                }
                topic = topicsLeft == 0 ? 0 : (topic + 1) % topicsLeft;
                partition = 0;
            }
            return null;
        }

        private ProduceResponse.@Nullable PartitionProduceResponse findInTopic(PartitionSender wanted) {
            if (topics.isEmpty() || !names(topics.get(topic), wanted.partition().topic())) {
                return null;
            }
            List<ProduceResponse.PartitionProduceResponse> partitions =
                    topics.get(topic).partitionResponses();
            for (int i = 0; i < partitions.size(); i++) {
                int at = (partition + i) % partitions.size();
                if (partitions.get(at).index() == wanted.partition().partition()) {
                    partition = at + 1;
                    return partitions.get(at);
                }
            }
            return null;
        }

        private boolean names(ProduceResponse.TopicProduceResponse answer, String name) {
            return answer.topicId().isZero()
                    ? answer.name().equals(name)
                    : answer.topicId().equals(idOf(name));
        }
    }
}
