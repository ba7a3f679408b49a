package dev.leat.controller.cluster;

import dev.leat.controller.store.MultiResult;
import java.util.List;

/** What the cluster controller hears. */
sealed interface ControllerEvent {
    /**
     * This broker was elected and has read the cluster's state.
     *
     * @param image the state without brokers, at the version of the {@code changes} node
     * @param term what fences this controller's writes
     */
    record Elected(ClusterImage image, Term term) implements ControllerEvent {}

    /** Somebody else may be the controller now: the session is over, or a write was fenced. */
    record Deposed() implements ControllerEvent {}

    /** The registrations that are there now. */
    record BrokersSeen(List<BrokerRegistration> brokers) implements ControllerEvent {
        public BrokersSeen {
            brokers = List.copyOf(brokers);
        }
    }

    /** Somebody asks for changes; {@code requestId} is unique. */
    record Requested(long requestId, List<Change> changes, boolean validateOnly) implements ControllerEvent {
        public Requested {
            changes = List.copyOf(changes);
        }
    }

    /** The caller of a request does not wait any longer: what was not begun need not be. */
    record GivenUp(long requestId) implements ControllerEvent {}

    /** How the write under way ended. */
    record WriteEnded(MultiResult result) implements ControllerEvent {}

    /** The connection to the store is back, in the same session. */
    record Reconnected() implements ControllerEvent {}
}
