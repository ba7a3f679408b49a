package dev.leat.controller.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the coming and going of brokers does to a partition: who stays in sync, who stays eligible, who leads (KIP-841,
 * KIP-903 and KIP-966 for a cluster on ZooKeeper). Pure functions.
 */
final class PartitionRules {
    private PartitionRules() {}

    /**
     * What decides besides the partition itself.
     *
     * @param live registrations of the live brokers by id
     * @param minInsyncReplicas at least 1, at most the number of replicas
     * @param uncleanElection whether a leader may be chosen that may lack committed records
     */
    record Situation(Map<Integer, BrokerRegistration> live, int minInsyncReplicas, boolean uncleanElection) {}

    /** The first state of a partition: all replicas are in sync, as there is nothing to hold yet. */
    static PartitionState created(List<Integer> replicas, Map<Integer, BrokerRegistration> live) {
        List<ReplicaEpoch> isr = new ArrayList<>();
        for (int replica : replicas) {
            BrokerRegistration broker = live.get(replica);
            if (broker != null) {
                isr.add(broker.member());
            }
        }
        int leader = isr.isEmpty() ? PartitionState.NO_LEADER : isr.get(0).brokerId();
        return new PartitionState(leader, 0, 0, replicas, isr, List.of(), PartitionState.NO_LEADER);
    }

    /**
     * Brings a partition in line with who is alive. A member whose broker is gone leaves the ISR, for the ELR while
     * the ISR is below min.insync.replicas. A member whose broker came back under a new registration keeps its place if
     * it shut down cleanly in between; else it may have lost its tail and leaves ISR and ELR, before it can lead again.
     *
     * @return {@code state} itself if nothing changes
     */
    static PartitionState reconcile(PartitionState state, Situation situation) {
        Membership members = membership(state, situation);
        Choice choice = chooseLeader(state, members, situation);
        boolean sameLeadership = choice.leader == state.leader()
                && (choice.leader == PartitionState.NO_LEADER || keepsRegistration(state, choice));
        if (sameLeadership && choice.isr.equals(state.isr()) && choice.elr.equals(state.elr())) {
            return state;
        }
        boolean lost = state.hasLeader() && choice.leader == PartitionState.NO_LEADER;
        int lastKnownLeader = lost
                ? state.leader()
                : choice.leader == PartitionState.NO_LEADER ? state.lastKnownLeader() : PartitionState.NO_LEADER;
        return new PartitionState(
                choice.leader,
                state.leaderEpoch() + (sameLeadership ? 0 : 1),
                state.partitionEpoch() + 1,
                state.replicas(),
                choice.isr,
                choice.elr,
                lastKnownLeader);
    }

    private record Membership(List<ReplicaEpoch> isr, List<ReplicaEpoch> elr) {}

    private record Choice(int leader, List<ReplicaEpoch> isr, List<ReplicaEpoch> elr) {}

    private static Membership membership(PartitionState state, Situation situation) {
        List<ReplicaEpoch> isr = new ArrayList<>();
        List<ReplicaEpoch> left = new ArrayList<>();
        for (ReplicaEpoch member : state.isr()) {
            if (situation.live.get(member.brokerId()) == null) {
                left.add(member);
            } else {
                addIfIntact(member, situation, isr);
            }
        }
        List<ReplicaEpoch> elr = new ArrayList<>();
        if (isr.size() < situation.minInsyncReplicas) {
            for (ReplicaEpoch member : state.elr()) {
                addIfIntact(member, situation, elr);
            }
            elr.addAll(left);
        }
        return new Membership(isr, elr);
    }

    /** Adds the member in its newest registration unless an unclean shutdown lies between. */
    private static void addIfIntact(ReplicaEpoch member, Situation situation, List<ReplicaEpoch> members) {
        BrokerRegistration now = situation.live.get(member.brokerId());
        if (now == null || now.brokerEpoch() == member.brokerEpoch()) {
            members.add(member);
        } else if (now.info().cleanShutdownEpoch() == member.brokerEpoch()) {
            members.add(now.member());
        }
    }

    /** In this order: the present leader, the ISR, the ELR, the last leader when nobody else can know more, anybody. */
    private static Choice chooseLeader(PartitionState state, Membership members, Situation situation) {
        if (find(members.isr, state.leader()) != null) {
            return new Choice(state.leader(), members.isr, members.elr);
        }
        for (int replica : state.replicas()) {
            if (find(members.isr, replica) != null) {
                return new Choice(replica, members.isr, members.elr);
            }
        }
        for (int replica : state.replicas()) {
            ReplicaEpoch member = find(members.elr, replica);
            if (member != null && situation.live.containsKey(replica)) {
                return leaving(members, member);
            }
        }
        if (members.isr.isEmpty() && members.elr.isEmpty()) {
            int last = state.hasLeader() ? state.leader() : state.lastKnownLeader();
            BrokerRegistration lastLeader = situation.live.get(last);
            if (lastLeader != null) {
                return alone(lastLeader);
            }
        }
        if (situation.uncleanElection) {
            for (int replica : state.replicas()) {
                BrokerRegistration anybody = situation.live.get(replica);
                if (anybody != null) {
                    return alone(anybody);
                }
            }
        }
        return new Choice(PartitionState.NO_LEADER, members.isr, members.elr);
    }

    private static Choice leaving(Membership members, ReplicaEpoch elected) {
        List<ReplicaEpoch> rest = new ArrayList<>(members.elr);
        rest.remove(elected);
        return new Choice(elected.brokerId(), List.of(elected), rest);
    }

    private static Choice alone(BrokerRegistration broker) {
        return new Choice(broker.brokerId(), List.of(broker.member()), List.of());
    }

    private static boolean keepsRegistration(PartitionState state, Choice choice) {
        return java.util.Objects.equals(find(state.isr(), choice.leader), find(choice.isr, choice.leader));
    }

    private static @Nullable ReplicaEpoch find(List<ReplicaEpoch> members, int brokerId) {
        for (ReplicaEpoch member : members) {
            if (member.brokerId() == brokerId) {
                return member;
            }
        }
        return null;
    }
}
