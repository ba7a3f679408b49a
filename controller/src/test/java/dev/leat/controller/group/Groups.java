package dev.leat.controller.group;

import static dev.leat.controller.group.Requests.join;
import static dev.leat.controller.group.Requests.sync;

import dev.leat.controller.group.GroupReply.JoinReply;
import dev.leat.controller.group.TestDriver.Asked;
import dev.leat.protocol.model.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Groups as tests like to find them. */
final class Groups {
    static final int DELAY_MS = GroupConfig.DEFAULT.initialRebalanceDelayMs();

    private Groups() {}

    static String stableMember(TestDriver driver) {
        return stableMembers(driver, 1).get(0);
    }

    /** Ids of the members of a stable generation 1, the leader first; member {@code i} is assigned {@code "part-i"}. */
    static List<String> stableMembers(TestDriver driver, int count) {
        List<Asked<JoinReply>> joins = IntStream.range(0, count)
                .mapToObj(i -> driver.ask(join().build()))
                .toList();
        driver.advance(count == 1 ? DELAY_MS : 2L * DELAY_MS);
        List<String> ids =
                joins.stream().map(joined -> joined.reply().memberId()).toList();
        ids.forEach(id -> driver.ask(sync(id, 1, parts(ids))));
        return ids;
    }

    static Map<String, Bytes> parts(List<String> memberIds) {
        Map<String, Bytes> parts = new HashMap<>();
        for (int i = 0; i < memberIds.size(); i++) {
            parts.put(memberIds.get(i), Requests.bytes("part-" + i));
        }
        return parts;
    }

    static GroupConfig config(int maxSize, int maxPendingMembers) {
        GroupConfig usual = GroupConfig.DEFAULT;
        return new GroupConfig(
                usual.minSessionTimeoutMs(),
                usual.maxSessionTimeoutMs(),
                maxSize,
                maxPendingMembers,
                usual.initialRebalanceDelayMs(),
                usual.newMemberJoinTimeoutMs(),
                usual.offsetMetadataMaxChars(),
                usual.offsetsRetentionMs(),
                usual.offsetsRetentionCheckIntervalMs(),
                usual.commitTimeoutMs());
    }
}
