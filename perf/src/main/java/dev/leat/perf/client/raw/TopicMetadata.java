package dev.leat.perf.client.raw;

import static dev.leat.perf.client.raw.Frame.NOWHERE;

import dev.leat.client.net.HostPort;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.MetadataResponse;
import dev.leat.protocol.message.MetadataResponse.MetadataResponsePartition;
import dev.leat.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks for all that a producer wants to know of a topic. Where the errors stand in the answer depends on the cluster, so one
 * answer is looked at as a whole; the others look like it as long as no broker comes or goes.
 */
public final class TopicMetadata {
    private static final int PATIENCE_MS = 10_000;
    private static final AnswerShape UNREAD =
            new AnswerShape(Integer.BYTES, NOWHERE, NOWHERE, NOWHERE, NOWHERE, NOWHERE);

    private TopicMetadata() {}

    /**
     * The request, which creates nothing, and where its answers tell the errors of the topic and of its first partition.
     *
     * @param broker that is asked once
     * @throws RefusedException if it does not answer with the topic and all of its {@code partitions}
     */
    public static Frame frame(HostPort broker, String topic, int partitions) throws IOException {
        ByteBuffer request = Encoding.frame(Frames.metadataRequest(topic, false), Frames.METADATA);
        try (Asking asking = new Asking(broker, PATIENCE_MS, PATIENCE_MS)) {
            ByteBuffer answer = asking.ask(request);
            MetadataResponse first = (MetadataResponse) Encoding.decoded(answer, ApiKey.METADATA, Frames.METADATA);
            check(first, topic, partitions);
            boolean known = bytes(first).equals(answer); // and no fields in between that only later versions have
            return new Frame(request, NOWHERE, NOWHERE, NOWHERE, 0, 0, known ? shape(first) : UNREAD);
        }
    }

    static void check(MetadataResponse answer, String topic, int partitions) {
        List<MetadataResponseTopic> topics = answer.topics();
        if (topics.size() != 1 || !topic.equals(topics.get(0).name())) {
            throw new RefusedException(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        }
        refuse(topics.get(0).errorCode());
        List<MetadataResponsePartition> found = topics.get(0).partitions();
        found.forEach(partition -> refuse(partition.errorCode()));
        if (found.size() != partitions) {
            throw new RefusedException(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        }
    }

    private static void refuse(short error) {
        if (error != ErrorCode.NONE.code()) {
            throw new RefusedException(ErrorCode.of(error));
        }
    }

    /** How answers like {@code whole} look, which has a topic and a partition. */
    static AnswerShape shape(MetadataResponse whole) {
        MetadataResponseTopic topic = whole.topics().get(0);
        List<MetadataResponsePartition> partitions = new ArrayList<>(topic.partitions());
        partitions.set(0, partitions.get(0).toBuilder().errorCode(Marks.SHORT).build());
        int topicAt = difference(whole, topic.toBuilder().errorCode(Marks.SHORT).build());
        int partitionAt =
                difference(whole, topic.toBuilder().partitions(partitions).build());
        return new AnswerShape(partitionAt + Short.BYTES, topicAt, partitionAt, NOWHERE, NOWHERE, NOWHERE);
    }

    /** Where {@code whole} differs first from the same with {@code topic}. */
    private static int difference(MetadataResponse whole, MetadataResponseTopic topic) {
        MetadataResponse other = whole.toBuilder().topics(List.of(topic)).build();
        return bytes(whole).mismatch(bytes(other));
    }

    private static ByteBuffer bytes(MetadataResponse answer) {
        return Encoding.answer(answer, Frames.METADATA);
    }
}
