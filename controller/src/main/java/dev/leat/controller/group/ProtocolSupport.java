package dev.leat.controller.group;

import dev.leat.controller.group.GroupRequest.Protocol;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts which protocols a group's members can take part in, and lets them vote for one. */
final class ProtocolSupport {
    private final Map<String, Integer> supporters = new HashMap<>(); // only looked up, never walked

    void add(List<Protocol> protocols) {
        protocols.stream().map(Protocol::name).distinct().forEach(name -> supporters.merge(name, 1, Integer::sum));
    }

    void remove(List<Protocol> protocols) {
        protocols.stream()
                .map(Protocol::name)
                .distinct()
                .forEach(name -> supporters.computeIfPresent(name, (key, count) -> count == 1 ? null : count - 1));
    }

    void clear() {
        supporters.clear();
    }

    /** Whether all of {@code memberCount} members can take part in one of {@code protocols}. */
    boolean agreesWithAny(List<Protocol> protocols, int memberCount) {
        return protocols.stream().anyMatch(protocol -> isCommon(protocol.name(), memberCount));
    }

    /**
     * The common protocol with most votes, where each member votes for the common one it likes best; of equals, the one
     * that got its first vote first. Members let in share at least one.
     */
    String elect(Collection<Member> members) {
        Map<String, Integer> votes = new LinkedHashMap<>();
        for (Member member : members) {
            member.protocols().stream()
                    .map(Protocol::name)
                    .filter(name -> isCommon(name, members.size()))
                    .findFirst()
                    .ifPresent(name -> votes.merge(name, 1, Integer::sum));
        }
        return votes.entrySet().stream()
                .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
                .orElseThrow(() -> new IllegalStateException("members without a common protocol"))
                .getKey();
    }

    private boolean isCommon(String name, int memberCount) {
        return supporters.getOrDefault(name, 0) == memberCount;
    }
}
