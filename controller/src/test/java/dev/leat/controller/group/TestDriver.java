package dev.leat.controller.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A driver with its own time and an in-memory log. Appends are committed at once unless {@link #holdAppends} was called;
 * then the test decides what becomes of them.
 */
final class TestDriver implements EffectSink {
    static final long WALL_ORIGIN_MS = 1_700_000_000_000L;

    /** An append that the test has yet to decide on. */
    record HeldAppend(long id, int leaderEpoch, List<StoredRecord> records) {}

    private record Ticket<R extends GroupReply>(int number) implements ReplyTo<R> {}

    private final GroupConfig config;
    private GroupCoordinator coordinator;
    private final List<StoredRecord> log = new ArrayList<>();
    private final ArrayDeque<HeldAppend> held = new ArrayDeque<>();
    private final Map<ReplyTo<?>, GroupReply> replies = new HashMap<>();
    private final Map<ReplyTo<?>, Integer> terms = new HashMap<>();
    private final List<String> history = new ArrayList<>();
    private boolean holdsAppends;
    private int tickets;
    private int memberIds;
    private int leaderEpoch;
    private long nowMs = 1_000;
    private long wallOffsetMs = WALL_ORIGIN_MS;
    private int highWatermark;

    private TestDriver(GroupConfig config) {
        this.config = config;
        coordinator = newCoordinator();
    }

    private GroupCoordinator newCoordinator() {
        return new GroupCoordinator(config, prefix -> prefix + "-" + ++memberIds);
    }

    /** Of a coordinator that leads nothing yet. */
    static TestDriver following(GroupConfig config) {
        return new TestDriver(config);
    }

    /** Of a coordinator that serves an empty log. */
    static TestDriver serving(GroupConfig config) {
        TestDriver driver = new TestDriver(config);
        driver.reload();
        return driver;
    }

    static TestDriver serving() {
        return serving(GroupConfig.DEFAULT);
    }

    // -- requests

    /** A request whose reply may come later. */
    final class Asked<R extends GroupReply> {
        private final ReplyTo<R> ticket;

        private Asked(ReplyTo<R> ticket) {
            this.ticket = ticket;
        }

        /** The leader epoch of the coordinator that answered. */
        int term() {
            reply();
            return Objects.requireNonNull(terms.get(ticket));
        }

        boolean isAnswered() {
            return replies.containsKey(ticket);
        }

        @SuppressWarnings("unchecked") // the ticket is typed by its reply
        R reply() {
            assertThat(replies).as("reply to %s", ticket).containsKey(ticket);
            return (R) Objects.requireNonNull(replies.get(ticket));
        }
    }

    <R extends GroupReply> Asked<R> ask(Function<ReplyTo<R>, GroupRequest<R>> request) {
        Ticket<R> ticket = new Ticket<>(++tickets);
        on(request.apply(ticket));
        return new Asked<>(ticket);
    }

    // -- time

    /** Moves both clocks on and runs every timer at its own moment. */
    void advance(long ms) {
        long end = nowMs + ms;
        while (coordinator.nextDeadlineMs() <= end) {
            nowMs = Math.max(nowMs, coordinator.nextDeadlineMs());
            on(new GroupEvent.Tick());
        }
        nowMs = end;
    }

    void jumpWallClock(long ms) {
        wallOffsetMs += ms;
    }

    long wallMs() {
        return wallOffsetMs + nowMs;
    }

    long nextDeadlineMs() {
        return coordinator.nextDeadlineMs();
    }

    // -- log

    void holdAppends() {
        holdsAppends = true;
    }

    ArrayDeque<HeldAppend> held() {
        return held;
    }

    /** Writes the oldest held append; it is committed by {@link #commit}. Returns the offset of its last record. */
    long writeNext() {
        HeldAppend append = held.remove();
        log.addAll(append.records());
        on(new LogEvent.Appended(append.leaderEpoch(), append.id(), log.size() - 1L));
        return log.size() - 1L;
    }

    void failNext(ErrorCode error) {
        HeldAppend append = held.remove();
        on(new LogEvent.AppendFailed(append.leaderEpoch(), append.id(), error));
    }

    /** Appends are committed at once again. */
    void releaseAppends() {
        holdsAppends = false;
        commitAllHeld();
        commit();
    }

    /** Moves the high watermark to the log's end. */
    void commit() {
        highWatermark = log.size();
        on(new LogEvent.Committed(leaderEpoch, highWatermark));
    }

    void commitAllHeld() {
        while (!held.isEmpty()) {
            writeNext();
            commit();
        }
    }

    List<StoredRecord> log() {
        return log;
    }

    int leaderEpoch() {
        return leaderEpoch;
    }

    void resign() {
        held.clear();
        on(new LogEvent.Resigned(leaderEpoch));
    }

    /**
     * The broker dies and comes back: nobody who waits hears of it. Of what is not committed a part may be lost.
     *
     * @param survivingCount how many uncommitted records are still there
     */
    void crash(int survivingCount) {
        coordinator = newCoordinator();
        log.subList(highWatermark + survivingCount, log.size()).clear();
        reload();
    }

    int uncommittedCount() {
        return log.size() - highWatermark;
    }

    long nowMs() {
        return nowMs;
    }

    /** Takes leadership in a new epoch, reading {@link #log} from its start. */
    void reload() {
        held.clear();
        leaderEpoch++;
        on(new LogEvent.BecameLeader(leaderEpoch));
        on(new LogEvent.Load(leaderEpoch, log));
        on(new LogEvent.Loaded(leaderEpoch));
        highWatermark = log.size();
        on(new LogEvent.Committed(leaderEpoch, highWatermark));
    }

    void on(GroupEvent event) {
        coordinator.on(event, new Moment(nowMs, wallMs()), this);
        if (!holdsAppends) {
            commitAllHeld();
        }
    }

    // -- effects

    /** Everything the coordinator did, as text, in order. */
    List<String> history() {
        return history;
    }

    @Override
    public <R extends GroupReply> void reply(ReplyTo<R> to, R reply) {
        history.add("reply " + to + " " + reply);
        terms.put(to, leaderEpoch);
        assertThat(replies.put(to, reply)).as("first reply to %s", to).isNull();
    }

    @Override
    public void append(long appendId, int epoch, List<StoredRecord> records) {
        history.add("append " + appendId + " " + records);
        held.add(new HeldAppend(appendId, epoch, records));
    }

    @Override
    public void turnedAway(GroupLimit limit) {
        history.add("turned away by " + limit);
    }

    @Override
    public void transitioned(String groupId, int generationId, GroupState from, GroupState to, String reason) {
        history.add(groupId + " " + generationId + " " + from + "->" + to + ": " + reason);
    }
}
