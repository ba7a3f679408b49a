package dev.leat.consumer.fetch;

import dev.leat.consumer.offset.Position;
import org.jspecify.annotations.Nullable;

/** What of the last portions does not count as given out, because an iteration has not come to it yet. Polling thread. */
@FunctionalInterface
interface Unread {
    /** All that was polled counts. */
    Unread NOTHING = feed -> null;

    /** Where the records of {@code feed} begin that do not count; null if all do. */
    @Nullable
    Position of(Feed feed);
}
