package dev.leat.client.group;

import dev.leat.base.Check;

/** How far a group has come in one partition. A consumer's own type is one; {@link #of} makes one without a consumer. */
public interface Progress {
    int NO_LEADER_EPOCH = -1;

    /** The next offset to read: one more than the last one that is done; at least 0. */
    long offset();

    /** Leader epoch of the last record that is done, or {@link #NO_LEADER_EPOCH}; finds truncation (KIP-320). */
    int leaderEpoch();

    /** The application's own remark, perhaps empty. */
    String metadata();

    static Progress of(long offset) {
        return of(offset, NO_LEADER_EPOCH, "");
    }

    static Progress of(long offset, int leaderEpoch, String metadata) {
        record Plain(long offset, int leaderEpoch, String metadata) implements Progress {
            Plain {
                Check.atLeast(0, offset, "offset");
            }
        }
        return new Plain(offset, leaderEpoch, metadata);
    }
}
