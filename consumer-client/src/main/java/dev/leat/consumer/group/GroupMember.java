package dev.leat.consumer.group;

import dev.leat.protocol.model.TopicPartition;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The rules of being a member, in one of the two protocols: events in, actions out. No clock, thread, I/O or log line; the
 * client's event loop owns it.
 */
interface GroupMember {
    /** No event but those of the outside is waited for. */
    long NEVER = Long.MAX_VALUE;

    /**
     * @param nowMs monotonic time, in ms, never less than at the last call
     * @param actions is called in order, for each thing to do
     */
    void on(MemberEvent event, long nowMs, Consumer<MemberAction> actions);

    /** When to bring {@link MemberEvent.Tick} at the latest, in ms of the same clock; {@link #NEVER} if not at all. */
    long wakeAtMs();

    /** Under which name to commit now. */
    MemberAction.Identity identity();

    /** What the application may read now, as far as the member knows. */
    Set<TopicPartition> owned();
}
