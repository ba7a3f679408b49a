package dev.leat.consumer.fetch;

import dev.leat.client.error.ClientException;
import dev.leat.consumer.offset.Position;

/** What the loop tells the polling thread about a feed. */
sealed interface FetchEvent
        permits Fetched, FetchEvent.Unanswered, FetchEvent.Positioned, FetchEvent.Truncated, FetchEvent.Failed {
    Feed feed();

    /** Its committed offset could not be had, for the {@code tries}th time; it is time to ask again. */
    record Unanswered(Feed feed, int tries) implements FetchEvent {}

    /** The feed starts, or goes on, at {@code position}. */
    record Positioned(Feed feed, Position position) implements FetchEvent {}

    /** The leader's log has lost what lies behind {@code position}; the feed has stopped (KIP-320). */
    record Truncated(Feed feed, Position position) implements FetchEvent {}

    /** The feed has stopped; it goes on when the polling thread asks for it after having told the application. */
    record Failed(Feed feed, ClientException reason) implements FetchEvent {}
}
