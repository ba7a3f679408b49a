package dev.leat.controller.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.model.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checker I12: in one generation each partition has one owner, over all coordinators that ever handed it out, and all
 * members are told the same protocol and leader. A static member is one owner through all its incarnations.
 */
final class Ownership {
    static final int PARTITIONS = 12;

    private final Map<Integer, Map<Integer, String>> ownerByGeneration = new HashMap<>();
    private final Map<String, String> announced = new HashMap<>();

    /** What a leader gives to {@code count} members, in their order: every partition to one of them. */
    static List<Bytes> assign(int count) {
        List<StringBuilder> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(new StringBuilder());
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            parts.get(partition % count).append((char) ('a' + partition));
        }
        return parts.stream().map(part -> Requests.bytes(part.toString())).toList();
    }

    void assigned(int generationId, String identity, Bytes assignment) {
        Map<Integer, String> owners = ownerByGeneration.computeIfAbsent(generationId, id -> new HashMap<>());
        for (char letter : new String(assignment.array(), StandardCharsets.UTF_8).toCharArray()) {
            String earlier = owners.putIfAbsent(letter - 'a', identity);
            assertThat(earlier == null || earlier.equals(identity))
                    .as("partition %s of generation %s owned by %s and %s", letter, generationId, earlier, identity)
                    .isTrue();
        }
    }

    /**
     * A member was let into a generation.
     *
     * @param term of the coordinator: a generation that was never assigned may be formed anew by the next one
     */
    void joined(int term, int generationId, String protocol, String leaderIdentity) {
        String said = protocol + " led by " + leaderIdentity;
        String earlier = announced.putIfAbsent(term + "/" + generationId, said);
        assertThat(earlier == null || earlier.equals(said))
                .as("generation %s: %s, and %s", generationId, earlier, said)
                .isTrue();
    }

    int ownedPartitions(int generationId) {
        return ownerByGeneration.getOrDefault(generationId, Map.of()).size();
    }
}
