package dev.leat.controller.cluster;

import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last deletion orders, oldest first. Bounded: a broker that was away while more topics were deleted than are kept
 * sets the data of the forgotten ones aside instead of deleting it.
 */
record DeletedTopics(List<DeletedTopic> orders) {
    static final int KEPT = 1_000;
    static final DeletedTopics NONE = new DeletedTopics(List.of());

    DeletedTopics {
        orders = List.copyOf(orders);
    }

    DeletedTopics with(DeletedTopic order) {
        List<DeletedTopic> next = new ArrayList<>(orders.subList(Math.max(0, orders.size() - KEPT + 1), orders.size()));
        next.add(order);
        return new DeletedTopics(next);
    }

    @Nullable
    DeletedTopic find(Uuid id) {
        for (DeletedTopic order : orders) {
            if (order.topicId().equals(id)) {
                return order;
            }
        }
        return null;
    }
}
