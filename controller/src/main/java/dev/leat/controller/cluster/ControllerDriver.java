package dev.leat.controller.cluster;

import dev.leat.controller.store.CoordinationStore;
import dev.leat.controller.store.MultiResult;
import dev.leat.controller.store.StoreOutcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what the {@link ClusterController} decides: writes, images, answers. Event thread only. */
final class ControllerDriver {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerDriver.class);

    private final CoordinationStore store;
    private final ClusterController controller;
    private final OpenRequests requests;
    private final ClusterListener listener;
    private final Runnable standAgain;
    private volatile @Nullable ClusterImage image;
    private boolean connected;
    private boolean closed;
    private long offices;

    /** @param standAgain runs when a write showed that this broker is no longer the controller */
    ControllerDriver(
            CoordinationStore store,
            ControllerSettings settings,
            OpenRequests requests,
            ClusterListener listener,
            Runnable standAgain) {
        this.store = store;
        this.controller = new ClusterController(settings);
        this.requests = requests;
        this.listener = listener;
        this.standAgain = standAgain;
    }

    /** The newest image, or null before the first one; from any thread. */
    @Nullable
    ClusterImage image() {
        return image;
    }

    boolean inOffice() {
        return controller.inOffice();
    }

    /** Whether the store can be reached, as its session tells. */
    void connectedIs(boolean now) {
        connected = now;
    }

    /** The election is won; writes of earlier terms that have not ended count no more. */
    void takeOffice(Term term, ClusterImage loaded) {
        LOG.info(
                "controller in epoch {} with {} topics",
                term.controllerEpoch(),
                loaded.topics().size());
        offices++;
        feed(new ControllerEvent.Elected(loaded, term));
    }

    /** Lets the controller decide on {@code event} and carries that out. */
    void feed(ControllerEvent event) {
        for (ControllerEffect effect : controller.on(event)) {
            if (effect instanceof ControllerEffect.Write write) {
                long office = offices;
                store.multi(write.ops(), result -> writeEnded(office, result));
            } else if (effect instanceof ControllerEffect.Publish publish) {
                image = publish.image();
                listener.onChange(publish.delta(), publish.image());
            } else if (effect instanceof ControllerEffect.Reply reply) {
                requests.answer(reply);
            } else if (effect instanceof ControllerEffect.StandForElection again) {
                LOG.warn("no longer the controller: {}", again.reason());
                standAgain.run();
            }
        }
    }

    private void writeEnded(long office, MultiResult result) {
        if (office != offices || closed) {
            return; // of an office that was left
        }
        feed(new ControllerEvent.WriteEnded(result));
        if (result.outcome() == StoreOutcome.UNKNOWN && connected) {
            feed(new ControllerEvent.Reconnected()); // the connection came back before this was known
        }
    }

    /** From now on the end of a write changes nothing. */
    void close() {
        closed = true;
    }
}
