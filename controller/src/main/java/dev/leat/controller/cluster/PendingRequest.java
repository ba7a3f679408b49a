package dev.leat.controller.cluster;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request whose items are being decided, perhaps over several writes; answered when the last one is. */
final class PendingRequest {
    final long id;
    final List<Change> changes;
    final boolean validateOnly;
    private final List<@Nullable ItemResult> results;
    private int undecided;

    PendingRequest(long id, List<Change> changes, boolean validateOnly) {
        this.id = id;
        this.changes = changes;
        this.validateOnly = validateOnly;
        this.results = new ArrayList<>(Collections.nCopies(changes.size(), null));
        this.undecided = changes.size();
    }

    /** One change of a request. */
    record Item(PendingRequest request, int index) {
        Change change() {
            return request.changes.get(index);
        }

        boolean isDecided() {
            return request.results.get(index) != null;
        }

        /** Notes the result unless there is one. */
        void decide(ItemResult result) {
            if (!isDecided()) {
                request.results.set(index, result);
                request.undecided--;
            }
        }
    }

    Item item(int index) {
        return new Item(this, index);
    }

    boolean isDecided() {
        return undecided == 0;
    }

    /** Notes the same error for all items that have no result yet. */
    void decideRest(ErrorCode error, String message) {
        for (int i = 0; i < changes.size(); i++) {
            item(i).decide(failed(changes.get(i), error, message));
        }
    }

    ControllerEffect.Reply reply() {
        return new ControllerEffect.Reply(
                id, results.stream().map(Objects::requireNonNull).toList());
    }

    static ItemResult failed(Change change, ErrorCode error, String message) {
        Uuid id = change instanceof Change.DeleteTopic delete ? delete.topic().id() : Uuid.ZERO;
        return new ItemResult(change.subject(), id, error, message, null);
    }
}
