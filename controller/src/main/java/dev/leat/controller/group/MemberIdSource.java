package dev.leat.controller.group;

import dev.leat.base.RandomSource;
import java.util.UUID;

/** Makes member ids that no other member has. */
@FunctionalInterface
public interface MemberIdSource {
    /** A new id that begins with {@code prefix}, which is the client's id or the member's instance id. */
    String next(String prefix);

    /** Ids like Kafka's: the prefix, a dash and a random UUID. */
    static MemberIdSource random(RandomSource random) {
        return prefix -> prefix + "-" + new UUID(random.nextLong(), random.nextLong());
    }
}
