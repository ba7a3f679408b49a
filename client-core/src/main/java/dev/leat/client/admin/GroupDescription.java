package dev.leat.client.admin;

import dev.leat.protocol.model.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group with its members, as its coordinator knows it.
 *
 * @param state such as Stable, Empty, PreparingRebalance; Dead if there is no such group
 * @param protocolType "consumer" for consumers; empty if nobody joined yet
 * @param assignor name of the protocol that the members agreed on; empty while they have not
 */
public record GroupDescription(String id, String state, String protocolType, String assignor, List<Member> members) {
    public GroupDescription {
        members = List.copyOf(members);
    }

    /**
     * @param instanceId null unless the member is static (KIP-345)
     * @param metadata what the member told the others, in the protocol's form
     * @param assignment what it was given, in the protocol's form
     */
    public record Member(
            String id, @Nullable String instanceId, String clientId, String host, Bytes metadata, Bytes assignment) {}
}
