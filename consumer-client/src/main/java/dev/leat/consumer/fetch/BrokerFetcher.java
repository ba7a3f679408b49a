package dev.leat.consumer.fetch;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.net.Call;
import dev.leat.client.net.Connection;
import dev.leat.consumer.fetch.FetchSession.Plan;
import dev.leat.consumer.fetch.FetchSession.Wanted;
import dev.leat.consumer.offset.EpochQuery;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.FetchResponse;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches from one broker: at most one request on its way, which waits there for data, so that the next one leaves as soon as
 * an answer has come and there is room for more.
 *
 * <p>A partition of which enough is waiting for the application is left out. As long as there is one, the request is held
 * back, for {@link #HOLD_MS} at most: the application is likely to take it up soon, and a long poll for the others alone
 * would make it wait. With a near broker it is held back in the same way as long as anything is waiting. Loop only.
 */
final class BrokerFetcher {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerFetcher.class);

    /** Longest wait for room, in ms, before the other partitions are fetched without waiting at the broker. */
    private static final long HOLD_MS = 20;

    private static final int BY_NAMES = 12;
    private static final int EPOCH_CHECK_SINCE = 12;

    private final int id;
    private final FetchLoop loop;
    private final FetchSession session = new FetchSession();
    private final FetchRequests requests;
    private final FetchAnswers answers;
    private final Proximity proximity = new Proximity();
    private final Map<Source, Uuid> sources = new LinkedHashMap<>();
    private boolean busy;
    private int failures;
    private long notBeforeMs;
    private long holdUntilMs;

    BrokerFetcher(int id, FetchLoop loop) {
        this.id = id;
        this.loop = loop;
        requests = new FetchRequests(loop.config());
        answers = new FetchAnswers(loop, session, id, sources::containsKey);
    }

    void forgetSources() {
        sources.clear();
    }

    void add(Source source, Uuid topicId) {
        sources.put(source, topicId);
    }

    /** Sends the next fetch if nothing speaks against it; returns whether it has to wait for room. */
    boolean evaluate(long now) {
        if (busy || sources.isEmpty()) {
            return false;
        }
        if (now < notBeforeMs) {
            loop.wakeAt(notBeforeMs);
            return false;
        }
        int full = countFull();
        if (full == sources.size()
                || loop.handOver().heldBytes() >= loop.config().prefetchBytes()) {
            return true;
        }
        boolean enough = full > 0 || proximity.isNear() && isAnyBuffered();
        if (enough && now < holdUntilMs) {
            loop.wakeAt(holdUntilMs);
            return true;
        }
        if (sources.keySet().stream().anyMatch(this::isWanted)) {
            connect();
        }
        return full > 0;
    }

    private boolean isAnyBuffered() {
        for (Source source : sources.keySet()) {
            if (!source.feed().isResting() && source.feed().bufferedBytes() > 0) {
                return true;
            }
        }
        return false;
    }

    private int countFull() {
        int full = 0;
        for (Source source : sources.keySet()) {
            full += isFull(source) ? 1 : 0;
        }
        return full;
    }

    private boolean isFull(Source source) {
        return !source.feed().isResting()
                && source.feed().bufferedBytes() >= loop.config().maxPartitionBytes();
    }

    private boolean isWanted(Source source) {
        return loop.isCurrent(source)
                && source.state().phase() == PartitionState.Phase.READY
                && !source.feed().isResting()
                && source.feed().bufferedBytes() < loop.config().maxPartitionBytes();
    }

    private void connect() {
        busy = true;
        loop.cluster().connectionTo(id).whenComplete((connection, failure) -> {
            if (failure == null) {
                send(connection);
            } else {
                failed(ClientErrors.from(failure));
            }
        });
    }

    private void send(Connection connection) {
        try {
            int version = connection.versions().choose(ApiKey.FETCH, Short.MAX_VALUE);
            Map<TopicPartition, Wanted> wanted = wanted(connection, version);
            if (wanted.isEmpty() || loop.isClosed()) {
                busy = false;
                return;
            }
            int maxBytes = maxBytes();
            long sentNanos = loop.nanos();
            connection
                    .sendOnLoop(call(session.plan(wanted), countFull() == 0, maxBytes))
                    .whenComplete((response, failure) -> {
                        if (failure == null) {
                            long latencyNanos = loop.nanos() - sentNanos;
                            proximity.answered(maxBytes, answers.bytes(), latencyNanos);
                            loop.metrics().answered(answers.bytes(), latencyNanos);
                        }
                        answered(response, failure);
                    });
        } catch (ClientException failure) {
            failed(failure);
        }
    }

    private Map<TopicPartition, Wanted> wanted(Connection connection, int version) {
        Map<TopicPartition, Wanted> wanted = new LinkedHashMap<>();
        for (Map.Entry<Source, Uuid> entry : List.copyOf(sources.entrySet())) {
            Source source = entry.getKey();
            if (isWanted(source) && isValid(source, connection, version)) {
                PartitionState state = source.state();
                wanted.put(
                        source.partition(),
                        new Wanted(
                                entry.getValue(),
                                state.offset(),
                                state.leaderEpoch(),
                                state.offsetEpoch(),
                                loop.config().maxPartitionBytes()));
            }
        }
        return wanted;
    }

    /** Whether the position is known to lie in the broker's log, or the fetch itself will tell; else asks. */
    private boolean isValid(Source source, Connection connection, int version) {
        PartitionState state = source.state();
        if (!state.needsValidation()) {
            return true;
        }
        boolean checkedByFetch = version >= EPOCH_CHECK_SINCE;
        if (checkedByFetch || !connection.versions().offers(ApiKey.OFFSET_FOR_LEADER_EPOCH)) {
            state.validated();
            return true;
        }
        if (!source.isValidating()) {
            source.validating();
            int epoch = state.leaderEpoch();
            Position position = new Position(state.offset(), state.offsetEpoch());
            connection
                    .send(EpochQuery.call(source.partition(), position, epoch))
                    .whenComplete((end, failure) -> {
                        if (source.answered(epoch)) {
                            onEpochEnd(source, position, end, failure);
                        }
                        loop.evaluate();
                    });
        }
        return false;
    }

    private void onEpochEnd(Source source, Position asked, EpochQuery.EpochEnd end, Throwable failure) {
        if (loop.isCurrent(source) && source.state().offset() == asked.offset()) {
            if (failure != null) {
                loop.pause(source, ClientErrors.from(failure));
            } else if (end.error() != ErrorCode.NONE.code()) {
                answers.onError(source, ErrorCode.of(end.error()));
            } else {
                source.state().validated();
                Position divergence = source.state().divergence(end.epoch(), end.endOffset());
                if (divergence != null) {
                    loop.resets().truncated(source, divergence);
                }
            }
        }
    }

    private int maxBytes() {
        return Math.min(
                loop.config().maxBytes(),
                Math.max(proximity.answerBytes(), loop.config().maxPartitionBytes()));
    }

    private Call<FetchResponse> call(Plan plan, boolean mayWait, int maxBytes) {
        int maxWaitMs = mayWait ? loop.config().maxWaitMs() : 0;
        return new Call<>(
                ApiKey.FETCH,
                plan.byIds() ? Short.MAX_VALUE : BY_NAMES,
                0,
                version -> requests.request(plan, maxWaitMs, maxBytes, version),
                answer -> answers.read((FetchResponse) answer));
    }

    private void answered(FetchResponse response, Throwable failure) {
        if (failure != null) {
            session.onFailure();
            failed(ClientErrors.from(failure));
            return;
        }
        busy = false;
        long now = loop.nowMs();
        holdUntilMs = now + HOLD_MS;
        notBeforeMs = now + response.throttleTimeMs(); // KIP-219: the broker expects clients to keep to it
        ErrorCode error = ErrorCode.of(response.errorCode());
        if (error == ErrorCode.NONE) {
            failures = 0;
            sources.keySet().stream()
                    .filter(source -> !source.state().isFailing())
                    .forEach(source -> source.feed().markTrouble(null));
        } else if (failures++ > 0) { // the first time, a new session may be all that is needed
            notBeforeMs = now + loop.backoff().pauseMs(failures);
            refreshLeaders();
        }
        loop.evaluate();
    }

    private void failed(ClientException failure) {
        busy = false;
        LOG.debug("fetching from broker {}: {}", id, failure.messageAndAdvice());
        notBeforeMs = loop.nowMs() + loop.backoff().pauseMs(++failures);
        sources.keySet().forEach(source -> source.feed().markTrouble(failure));
        if (!(failure instanceof RetriableException)) {
            sources.keySet().stream().filter(this::isWanted).findAny().ifPresent(source -> loop.stop(source, failure));
        }
        refreshLeaders();
        loop.evaluate();
    }

    private void refreshLeaders() {
        List<String> topics = sources.keySet().stream()
                .map(source -> source.partition().topic())
                .distinct()
                .toList();
        if (!topics.isEmpty()) {
            loop.cluster().requestRefresh(topics);
        }
    }

    /** Ends the session at the broker; the future never fails. */
    CompletableFuture<?> farewell() {
        Plan last = session.farewell();
        if (last == null || busy) { // behind a long poll it would not arrive in time; the broker forgets by itself
            return CompletableFuture.completedFuture(null);
        }
        return loop.cluster()
                .connectionTo(id)
                .thenCompose(connection -> connection.sendOnLoop(call(last, false, maxBytes())))
                .handle((answer, failure) -> null);
    }
}
