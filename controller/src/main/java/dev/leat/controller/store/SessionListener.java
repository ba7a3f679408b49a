package dev.leat.controller.store;

/** Hears of every change of the session's state, on the event executor. */
@FunctionalInterface
public interface SessionListener {
    void sessionIs(SessionState state);
}
