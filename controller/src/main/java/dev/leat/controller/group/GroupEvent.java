package dev.leat.controller.group;

import java.util.List;

/** Everything that can happen to a coordinator: a client's request, news about its log, or the time being up. */
public sealed interface GroupEvent permits GroupRequest, LogEvent, GroupEvent.Tick, GroupEvent.TopicsDeleted {

    /** Runs the timers that are due. Deliver it when the lane has drained its mailbox, so that late heartbeats count. */
    record Tick() implements GroupEvent {}

    /**
     * Topics are gone: offsets committed for them are removed.
     *
     * @param topics never null; copied
     */
    record TopicsDeleted(List<TopicName> topics) implements GroupEvent {
        public TopicsDeleted {
            topics = List.copyOf(topics);
        }
    }
}
