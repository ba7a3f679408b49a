package dev.leat.client.auth;

import dev.leat.client.error.FatalException;
import dev.leat.protocol.model.Bytes;
import org.jspecify.annotations.Nullable;

/** The client's side of one login: what to say first, and what to say to each answer. Pure; used once. */
public interface SaslDialogue {
    /** The first message. */
    Bytes begin();

    /**
     * The message that follows {@code challenge}.
     *
     * @return null when nothing is left to say: the login is done, and the server is who it should be
     * @throws FatalException if the server says something that it may not say
     */
    @Nullable
    Bytes next(Bytes challenge);
}
