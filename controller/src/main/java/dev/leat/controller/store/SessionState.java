package dev.leat.controller.store;

/** Where a session stands, as far as this client knows. */
public enum SessionState {
    /** Connected: a new session, or the same one again (then the watches are still set). */
    CONNECTED,
    /** No connection: the session may live on or have ended; only the store knows. */
    IN_DOUBT,
    /** The session is over and with it the ephemeral nodes and watches. Final until {@link CoordinationStore#renew()}. */
    EXPIRED
}
