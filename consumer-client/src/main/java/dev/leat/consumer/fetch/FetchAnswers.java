package dev.leat.consumer.fetch;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.metadata.BrokerView;
import dev.leat.client.net.HostPort;
import dev.leat.consumer.fetch.FetchSession.Wanted;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.FetchResponse;
import dev.leat.protocol.message.FetchResponse.PartitionData;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.record.RecordBatches;
import dev.leat.protocol.wire.BufferPayload;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What one broker's answers mean for the feeds. Loop only. */
final class FetchAnswers {
    /** How long a named replica is preferred to the leader: as long as metadata lasts (metadata.max.age.ms). */
    private static final long PREFERENCE_MS = TimeUnit.MINUTES.toMillis(5);

    private final FetchLoop loop;
    private final FetchSession session;
    private final int brokerId;
    private final Predicate<Source> isOurs;
    private int bytes;

    /** @param isOurs whether a source is still to be fetched from this broker */
    FetchAnswers(FetchLoop loop, FetchSession session, int brokerId, Predicate<Source> isOurs) {
        this.loop = loop;
        this.session = session;
        this.brokerId = brokerId;
        this.isOurs = isOurs;
    }

    /** Hands over the records of {@code response} and works in the rest of it. Its buffer is only there until this returns. */
    FetchResponse read(FetchResponse response) {
        bytes = 0;
        ErrorCode error = ErrorCode.of(response.errorCode());
        if (error != ErrorCode.NONE) {
            session.onError(error);
            return response;
        }
        session.onAnswer(response.sessionId());
        if (!loop.isClosed()) {
            for (FetchResponse.FetchableTopicResponse topic : response.responses()) {
                for (PartitionData data : topic.partitions()) {
                    read(topic, data, response.nodeEndpoints());
                }
            }
        }
        return response;
    }

    /** Bytes of records in the last answer. */
    int bytes() {
        return bytes;
    }

    private void read(
            FetchResponse.FetchableTopicResponse topic,
            PartitionData data,
            List<FetchResponse.NodeEndpoint> endpoints) {
        TopicPartition partition = session.partition(topic.topic(), topic.topicId(), data.partitionIndex());
        Wanted wanted = partition == null ? null : session.told(partition);
        Source source = partition == null ? null : loop.current(partition);
        if (wanted == null
                || source == null
                || source.state().phase() != PartitionState.Phase.READY
                || source.state().offset() != wanted.offset()) {
            return; // asked for before a seek
        }
        ErrorCode error = ErrorCode.of(data.errorCode());
        if (error == ErrorCode.NONE) {
            onData(source, data);
        } else if (!learnLeader(source, data, endpoints) && concernsNow(source, wanted)) {
            onError(source, error);
        }
    }

    /**
     * Whether an error that {@code wanted} met says something about the next fetch. It does not if the partition has another
     * leader or epoch since, or is read from another replica: who is asked now has not refused. Records are records still.
     */
    private boolean concernsNow(Source source, Wanted wanted) {
        return isOurs.test(source) && wanted.leaderEpoch() == source.state().leaderEpoch();
    }

    private void onData(Source source, PartitionData data) {
        PartitionState state = source.state();
        state.succeeded();
        source.feed().markTrouble(null);
        Position divergence = state.divergence(
                data.divergingEpoch().epoch(), data.divergingEpoch().endOffset());
        if (divergence != null) {
            loop.resets().truncated(source, divergence);
            return;
        }
        source.feed().markEnds(data.highWatermark(), data.lastStableOffset());
        if (data.preferredReadReplica() >= 0 && data.preferredReadReplica() != brokerId) {
            state.prefer(data.preferredReadReplica(), loop.nowMs() + PREFERENCE_MS);
        }
        if (data.records() instanceof BufferPayload records && records.buffer().isReadable()) {
            bytes += records.buffer().readableBytes();
            handOver(source, data, records.buffer());
        }
    }

    private void handOver(Source source, PartitionData data, ByteBuf records) {
        RecordBatch last = null;
        int bytes = 0;
        for (RecordBatch batch : RecordBatches.over(records)) {
            last = batch;
            bytes += batch.sizeInBytes();
        }
        if (last == null) {
            loop.stop(source, tooLarge(source));
        } else if (last.nextOffset() > source.state().offset()) {
            source.state().onFetched(last.nextOffset(), last.partitionLeaderEpoch());
            ByteBuf whole = records.retainedSlice(records.readerIndex(), bytes);
            loop.handOver()
                    .give(new Fetched(source.feed(), whole, loop.config().checkCrcs(), data.abortedTransactions()));
        }
    }

    private static FatalException tooLarge(Source source) {
        return new FatalException(
                ErrorCode.RECORD_LIST_TOO_LARGE,
                "the next batch of " + source.partition() + " does not fit into an answer",
                "raise max.partition.fetch.bytes and fetch.max.bytes",
                null);
    }

    /** Takes the leader that the broker names (KIP-951); false if it names none, or none that is news. */
    private boolean learnLeader(Source source, PartitionData data, List<FetchResponse.NodeEndpoint> endpoints) {
        FetchResponse.LeaderIdAndEpoch leader = data.currentLeader();
        if (leader.leaderId() < 0) {
            return false;
        }
        List<BrokerView> brokers = endpoints.stream()
                .map(each -> new BrokerView(each.nodeId(), new HostPort(each.host(), each.port()), each.rack()))
                .toList();
        return loop.cluster().learnLeader(source.partition(), leader.leaderId(), leader.leaderEpoch(), brokers);
    }

    /** Does what {@code error} calls for. */
    void onError(Source source, ErrorCode error) {
        long offset = source.state().offset();
        ClientException reason = ClientErrors.of(error, "reading " + source.partition(), null);
        switch (source.state().reactionTo(error)) {
            case PAUSE -> loop.pause(source, reason);
            case REFRESH -> {
                loop.pause(source, reason);
                loop.cluster().requestRefresh(List.of(source.partition().topic()));
            }
            case RESET -> loop.resets().byPolicy(source, "offset " + offset + " is out of range");
            case FAIL -> loop.stop(source, reason);
        }
    }
}
