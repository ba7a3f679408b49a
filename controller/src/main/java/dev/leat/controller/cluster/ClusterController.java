package dev.leat.controller.cluster;

import dev.leat.controller.cluster.ClusterImageEdit.Edited;
import dev.leat.controller.cluster.ControllerEffect.Publish;
import dev.leat.controller.cluster.ControllerEffect.StandForElection;
import dev.leat.controller.cluster.ControllerEffect.Write;
import dev.leat.controller.cluster.PendingRequest.Item;
import dev.leat.controller.store.MultiResult;
import dev.leat.controller.store.StoreOp;
import dev.leat.controller.store.StoreOutcome;
import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides every change of the cluster's state, as long as its broker is the controller.
 *
 * <p>One write is under way at a time and carries as many waiting changes as fit; nothing is answered or published
 * before it is known to be stored. A write of unknown outcome is sent again, the same to the byte: as it moves the
 * {@code changes} node from n to n+1, the store carries it out once, and refuses the second one by that operation.
 *
 * <p>No clock, thread, chance or I/O: events go in, effects come out in the order in which they are to be done.
 */
final class ClusterController {
    /** Position of the fence and of the compare-and-set in every write, see {@link WritePlan#fenced}. */
    private static final int EPOCH_CHECK = 0;

    private static final int CHANGES_SET = 1;

    private final ClusterPaths paths;
    private final TopicDefaults defaults;
    private final RequestQueue requests;
    private final List<ControllerEffect> effects = new ArrayList<>();
    private @Nullable Office office;

    ClusterController(ControllerSettings settings) {
        this.paths = new ClusterPaths(settings.root());
        this.defaults = settings.topics();
        this.requests = new RequestQueue(settings.maxQueuedItems(), effects::add);
    }

    /** What the controller holds from its election to its deposition. */
    private static final class Office {
        final Term term;
        final Changes changes;
        final BrokerRepairs repairs = new BrokerRepairs();
        ClusterImage image;
        int changesVersion;

        @Nullable
        Underway underway;

        Office(Term term, ClusterImage image, Changes changes) {
            this.term = term;
            this.image = image;
            this.changes = changes;
            this.changesVersion = term.changesVersion();
        }
    }

    /** A write that was sent, what it leads to, and whom it answers. */
    private static final class Underway {
        final List<StoreOp> ops;
        final Edited edited;
        final List<Decision> decisions;
        boolean inDoubt;
        boolean sentAgain;

        Underway(List<StoreOp> ops, Edited edited, List<Decision> decisions) {
            this.ops = ops;
            this.edited = edited;
            this.decisions = decisions;
        }
    }

    private record Decision(Item item, ItemResult result) {}

    /** Takes one event and gives what is to be done about it. */
    List<ControllerEffect> on(ControllerEvent event) {
        if (event instanceof ControllerEvent.Elected elected) {
            elected(elected);
        } else if (event instanceof ControllerEvent.Deposed) {
            depose();
        } else if (event instanceof ControllerEvent.BrokersSeen seen) {
            office().ifPresent(current -> current.repairs.see(seen.brokers()));
        } else if (event instanceof ControllerEvent.Requested request) {
            requested(request);
        } else if (event instanceof ControllerEvent.GivenUp given) {
            requests.giveUp(given.requestId());
        } else if (event instanceof ControllerEvent.WriteEnded ended) {
            office().ifPresent(current -> writeEnded(current, ended.result()));
        } else if (event instanceof ControllerEvent.Reconnected) {
            office().ifPresent(this::sendAgain);
        } else {
            throw new AssertionError(event);
        }
        office().ifPresent(this::proceed);
        List<ControllerEffect> due = List.copyOf(effects);
        effects.clear();
        return due;
    }

    /** Whether this broker decides at present. */
    boolean inOffice() {
        return office != null;
    }

    private Optional<Office> office() {
        return Optional.ofNullable(office);
    }

    private void elected(ControllerEvent.Elected elected) {
        Term term = elected.term();
        Edited first = elected.image()
                .edit()
                .finishAsWhole(elected.image().version(), term.brokerId(), term.controllerEpoch());
        office = new Office(term, first.image(), new Changes(defaults, first.image()));
        effects.add(new Publish(first.delta(), first.image()));
    }

    private void requested(ControllerEvent.Requested request) {
        PendingRequest pending = new PendingRequest(request.requestId(), request.changes(), request.validateOnly());
        if (office == null) {
            pending.decideRest(ErrorCode.NOT_CONTROLLER, "This broker is not the controller.");
        }
        requests.add(pending);
    }

    private void depose() {
        if (office != null && office.underway != null) {
            decideAll(office.underway, ErrorCode.REQUEST_TIMED_OUT, "It is not known whether the change was stored.");
        }
        office = null;
        requests.refuseAll();
    }

    /** Puts the next write together; changes that are refused need none and are answered here. */
    private void proceed(Office current) {
        while (current.underway == null && (current.repairs.hasWork() || mayDecide(current))) {
            WritePlan plan = new WritePlan(current.image, paths, current.term);
            current.repairs.addTo(plan, current.changes);
            List<Decision> decisions = current.repairs.isDone() ? decide(current, plan) : List.of();
            if (plan.isEmpty()) {
                decisions.forEach(decision -> requests.decide(decision.item, decision.result));
            } else {
                send(current, plan, decisions);
            }
        }
    }

    private boolean mayDecide(Office current) {
        return current.repairs.isDone() && !requests.isEmpty();
    }

    private List<Decision> decide(Office current, WritePlan plan) {
        List<Decision> decisions = new ArrayList<>();
        while (!plan.isFull()) {
            Item item = requests.next();
            if (item == null) {
                break;
            }
            ItemResult result = current.changes.make(item.change(), item.request().validateOnly, plan);
            decisions.add(new Decision(item, result));
        }
        return decisions;
    }

    private void send(Office current, WritePlan plan, List<Decision> decisions) {
        long number = current.image.version() + 1;
        Underway next = new Underway(plan.fenced(current.changesVersion, number), plan.edit.finish(number), decisions);
        current.underway = next;
        effects.add(new Write(next.ops));
    }

    private void sendAgain(Office current) {
        Underway doubtful = current.underway;
        if (doubtful != null && doubtful.inDoubt) {
            doubtful.inDoubt = false;
            doubtful.sentAgain = true;
            effects.add(new Write(doubtful.ops));
        }
    }

    private void writeEnded(Office current, MultiResult result) {
        Underway ended = current.underway;
        if (ended == null) {
            return;
        }
        boolean refusedAsDone = result.outcome() == StoreOutcome.BAD_VERSION && result.failedOp() == CHANGES_SET;
        if (result.isOk() || refusedAsDone && ended.sentAgain) {
            stored(current, ended);
        } else if (result.outcome().inDoubt()) {
            ended.inDoubt = true;
        } else {
            refused(ended, result);
        }
    }

    private void stored(Office current, Underway ended) {
        current.underway = null;
        current.changesVersion++;
        current.image = ended.edited.image();
        effects.add(new Publish(ended.edited.delta(), ended.edited.image()));
        ended.decisions.forEach(decision -> requests.decide(decision.item, decision.result));
    }

    /** The store holds something else than this controller believes: leave office, and read everything if re-elected. */
    private void refused(Underway ended, MultiResult result) {
        boolean fenced = result.outcome() == StoreOutcome.BAD_VERSION && result.failedOp() == EPOCH_CHECK;
        if (!ended.sentAgain) { // else the first try may have been stored
            decideAll(
                    ended,
                    fenced ? ErrorCode.NOT_CONTROLLER : ErrorCode.UNKNOWN_SERVER_ERROR,
                    "The store refused the change: " + result.outcome());
        }
        depose();
        effects.add(
                new StandForElection(fenced ? "another broker was elected" : "the store refused a write: " + result));
    }

    private void decideAll(Underway write, ErrorCode error, String message) {
        for (Decision decision : write.decisions) {
            // what was refused anyway stays refused, whatever became of the rest
            ItemResult result = decision.result.isOk()
                    ? PendingRequest.failed(decision.item.change(), error, message)
                    : decision.result;
            requests.decide(decision.item, result);
        }
    }
}
