package dev.leat.controller.store.fake;

import dev.leat.base.Scheduler;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A session as the ensemble sees it; events that arise while its client is away wait for the client's return. */
final class FakeSession {
    final long id;
    final FakeConnection client;
    boolean alive = true;
    boolean clientKnowsItIsOver;
    Scheduler.@Nullable Timer expiry;
    private final ArrayDeque<Runnable> missed = new ArrayDeque<>();
    private boolean connected = true;

    FakeSession(long id, FakeConnection client) {
        this.id = id;
        this.client = client;
    }

    boolean connected() {
        return connected;
    }

    void connectionBroke() {
        connected = false;
    }

    /** The client is back: it hears what it missed. */
    void connectionIsBack() {
        connected = true;
        while (!missed.isEmpty()) {
            client.deliver(missed.poll());
        }
    }

    /** Sends an event to the client, or keeps it for when the client is back. */
    void tell(Runnable event) {
        if (connected) {
            client.deliver(event);
        } else {
            missed.add(event);
        }
    }
}
