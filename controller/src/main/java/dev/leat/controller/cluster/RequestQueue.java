package dev.leat.controller.cluster;

import dev.leat.controller.cluster.PendingRequest.Item;
import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The requests that wait for a decision, item by item in order of arrival. Bounded. */
final class RequestQueue {
    private final int maxItems;
    private final Consumer<ControllerEffect> effects;
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private final Map<Long, PendingRequest> requests = new LinkedHashMap<>();

    RequestQueue(int maxItems, Consumer<ControllerEffect> effects) {
        this.maxItems = maxItems;
        this.effects = effects;
    }

    void add(PendingRequest request) {
        if (items.size() + request.changes.size() > maxItems) {
            request.decideRest(ErrorCode.THROTTLING_QUOTA_EXCEEDED, "The controller has too many requests to decide.");
        }
        refuseDuplicates(request);
        requests.put(request.id, request);
        for (int i = 0; i < request.changes.size(); i++) {
            if (!request.item(i).isDecided()) {
                items.add(request.item(i));
            }
        }
        answerIfDecided(request);
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** The next item without a result, or null. */
    @Nullable
    Item next() {
        Item item = items.poll();
        while (item != null && item.isDecided()) {
            item = items.poll();
        }
        return item;
    }

    void decide(Item item, ItemResult result) {
        item.decide(result);
        answerIfDecided(item.request());
    }

    /** Answers a request as it stands; what was not begun never will be. */
    void giveUp(long requestId) {
        PendingRequest request = requests.get(requestId);
        if (request != null) {
            request.decideRest(ErrorCode.REQUEST_TIMED_OUT, "The store did not answer in time.");
            answerIfDecided(request);
        }
    }

    /** Answers everything: what was not begun was definitely not done. */
    void refuseAll() {
        items.clear();
        for (PendingRequest request : List.copyOf(requests.values())) {
            request.decideRest(ErrorCode.NOT_CONTROLLER, "This broker is not the controller any more.");
            answerIfDecided(request);
        }
    }

    private void answerIfDecided(PendingRequest request) {
        if (request.isDecided() && requests.remove(request.id) != null) {
            effects.accept(request.reply());
        }
    }

    private static void refuseDuplicates(PendingRequest request) {
        Map<Object, Integer> seen = new HashMap<>();
        Set<Integer> doubled = new HashSet<>();
        for (int i = 0; i < request.changes.size(); i++) {
            Integer earlier = seen.put(identity(request.changes.get(i)), i);
            if (earlier != null) {
                doubled.add(earlier);
                doubled.add(i);
            }
        }
        for (int index : doubled) {
            Change change = request.changes.get(index);
            request.item(index)
                    .decide(PendingRequest.failed(
                            change, ErrorCode.INVALID_REQUEST, "The request names '" + change.subject() + "' twice."));
        }
    }

    /** What must occur only once in a request. */
    private static Object identity(Change change) {
        if (change instanceof Change.ProposeIsr proposal) {
            return List.of(proposal.topic(), proposal.partition());
        }
        return change instanceof Change.DeleteTopic delete ? delete.topic() : change.subject();
    }
}
