package dev.leat.controller.cluster;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.TreeMap;

/**
 * What remains to be done until the image agrees with the registrations that were seen: first brokers that are gone, or
 * registered anew, leave the image; then every topic is brought in line; only then are new registrations admitted, so
 * that nothing is placed on a broker, or led by one, whose lost state still counts.
 */
final class BrokerRepairs {
    private TreeMap<Integer, BrokerRegistration> seen = new TreeMap<>();
    private final ArrayDeque<Step> steps = new ArrayDeque<>();
    private boolean known;
    private boolean stale;
    private boolean everything = true;

    /** One thing to do with a plan. */
    private interface Step {
        void addTo(WritePlan plan, Changes changes);
    }

    void see(Collection<BrokerRegistration> brokers) {
        seen = new TreeMap<>();
        brokers.forEach(broker -> seen.put(broker.brokerId(), broker));
        known = true;
        stale = true;
    }

    /** Whether the image agrees with what was seen; false before anything was. */
    boolean isDone() {
        return known && !stale && steps.isEmpty();
    }

    /** Whether {@link #addTo} has something to add. */
    boolean hasWork() {
        return known && !isDone();
    }

    /** Adds steps until the plan is full or nothing remains. */
    void addTo(WritePlan plan, Changes changes) {
        if (stale) {
            begin(plan.edit);
        }
        while (!steps.isEmpty() && !plan.isFull()) {
            steps.remove().addTo(plan, changes);
        }
        everything = !steps.isEmpty(); // what was half done must be looked at again as a whole
    }

    private void begin(ClusterImageEdit edit) {
        stale = false;
        steps.clear();
        if (!everything && agrees(edit)) {
            return;
        }
        TreeMap<Integer, BrokerRegistration> live = seen;
        steps.add((plan, changes) -> removeLost(plan, live));
        for (String topic : edit.topicNames()) {
            steps.add((plan, changes) -> changes.reconcile(topic, live, plan));
        }
        steps.add((plan, changes) -> admitNew(plan, live));
    }

    private boolean agrees(ClusterImageEdit edit) {
        return edit.brokers().size() == seen.size()
                && seen.values().stream().allMatch(broker -> broker.isSame(edit.broker(broker.brokerId())));
    }

    private static void removeLost(WritePlan plan, TreeMap<Integer, BrokerRegistration> live) {
        for (BrokerRegistration broker : plan.edit.brokers().toArray(new BrokerRegistration[0])) {
            if (!broker.isSame(live.get(broker.brokerId()))) {
                plan.removeBroker(broker.brokerId());
            }
        }
    }

    private static void admitNew(WritePlan plan, TreeMap<Integer, BrokerRegistration> live) {
        for (BrokerRegistration broker : live.values()) {
            if (!broker.isSame(plan.edit.broker(broker.brokerId()))) {
                plan.putBroker(broker);
            }
        }
    }
}
