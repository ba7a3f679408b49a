package dev.leat.controller.store.fake;

/** Decides, request by request, where a client's connection breaks. */
@FunctionalInterface
public interface FaultPlan {
    /** A connection that never breaks. */
    FaultPlan NONE = request -> Fault.NONE;

    /** What happens to the next request; {@code request} says in words what it is. */
    Fault next(String request);

    /** Each but NONE ends the connection, and the client sees {@code UNKNOWN}. */
    enum Fault {
        NONE,
        /** The request never arrives. */
        LOSE_REQUEST,
        /** The request is carried out, its answer is lost. */
        LOSE_REPLY,
        /** The request is carried out, but only after the client was told that its outcome is unknown. */
        DELAY_REQUEST
    }
}
