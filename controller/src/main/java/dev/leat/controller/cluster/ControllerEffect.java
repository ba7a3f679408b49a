package dev.leat.controller.cluster;

import dev.leat.controller.store.StoreOp;
import java.util.List;

/** What the cluster controller wants done, in this order. */
sealed interface ControllerEffect {
    /** Carry these out as one {@code multi} and report how it ended; never more than one at a time. */
    record Write(List<StoreOp> ops) implements ControllerEffect {}

    /** Tell everybody of the new image. */
    record Publish(ClusterDelta delta, ClusterImage image) implements ControllerEffect {}

    /** Answer a request; one result per change, in the order of the request. */
    record Reply(long requestId, List<ItemResult> results) implements ControllerEffect {}

    /** A write was fenced: somebody else is the controller, try to be elected again. */
    record StandForElection(String reason) implements ControllerEffect {}
}
