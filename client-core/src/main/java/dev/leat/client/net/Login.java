package dev.leat.client.net;

import dev.leat.base.RandomSource;
import dev.leat.client.Seams;
import dev.leat.client.auth.Credentials;
import dev.leat.client.auth.LoginFailures;
import dev.leat.client.auth.SaslDialogue;
import dev.leat.client.auth.SaslDialogues;
import dev.leat.client.error.ClientErrors;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.SaslAuthenticateRequest;
import dev.leat.protocol.message.SaslAuthenticateResponse;
import dev.leat.protocol.message.SaslHandshakeRequest;
import dev.leat.protocol.message.SaslHandshakeResponse;
import dev.leat.protocol.model.Bytes;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Logs in on a connection before it is given out, and again before the login runs out (KIP-43, KIP-152, KIP-368). While
 * it does, other requests wait. Lives on the connection's event loop.
 */
final class Login {
    private static final int EARLIEST_PERCENT = 85; // of the lifetime; Kafka's clients do it at 85 to 95
    private static final int SPREAD_PERCENT = 10;
    private static final int PERCENT = 100;

    private final String peer;
    private final Exchange exchange;
    private final NetworkConfig config;
    private final ApiVersionTable versions;
    private final Credentials credentials;
    private final RandomSource chance;
    private final RandomSource secrets;
    private final EventExecutor loop;

    Login(
            String peer,
            Exchange exchange,
            NetworkConfig config,
            ApiVersionTable versions,
            Credentials credentials,
            Seams seams,
            EventExecutor loop) {
        this.peer = peer;
        this.exchange = exchange;
        this.config = config;
        this.versions = versions;
        this.credentials = credentials;
        this.chance = seams.chance();
        this.secrets = seams.secrets();
        this.loop = loop;
    }

    /** Logs in; a failure closes the connection. */
    CompletableFuture<Void> run() {
        exchange.hold();
        return ask(new SaslHandshakeRequest(credentials.mechanism()), SaslHandshakeResponse.class)
                .thenCompose(this::dialogue)
                .thenComposeAsync(dialogue -> say(dialogue, dialogue.begin()), loop)
                .thenAccept(this::repeatAfter)
                .whenCompleteAsync(this::finish, loop); // a token may fail on a thread of its own
    }

    private void finish(@Nullable Void done, @Nullable Throwable failure) {
        if (failure == null) {
            exchange.release();
        } else {
            exchange.close(ClientErrors.from(failure));
        }
    }

    private CompletableFuture<SaslDialogue> dialogue(SaslHandshakeResponse answer) {
        if (answer.errorCode() != ErrorCode.NONE.code()) {
            throw LoginFailures.ofHandshake(peer, credentials, ErrorCode.of(answer.errorCode()), answer.mechanisms());
        }
        return SaslDialogues.begin(credentials, secrets);
    }

    /** Says {@code message} and what follows; gives the lifetime of the login in ms, 0 for an endless one. */
    private CompletableFuture<Long> say(SaslDialogue dialogue, Bytes message) {
        return ask(new SaslAuthenticateRequest(message), SaslAuthenticateResponse.class)
                .thenCompose(answer -> {
                    if (answer.errorCode() != ErrorCode.NONE.code()) {
                        throw LoginFailures.refused(
                                peer, credentials, ErrorCode.of(answer.errorCode()), answer.errorMessage());
                    }
                    Bytes next = dialogue.next(answer.authBytes());
                    return next == null
                            ? CompletableFuture.completedFuture(answer.sessionLifetimeMs())
                            : say(dialogue, next);
                });
    }

    private <R extends ApiResponse> CompletableFuture<R> ask(ApiRequest request, Class<R> answer) {
        short version = versions.choose(request.apiKey(), Short.MAX_VALUE);
        CallFrame<R> frame = new CallFrame<>(Call.of(request, answer), version, config);
        exchange.sendPastHold(frame);
        return frame.result;
    }

    private void repeatAfter(long lifetimeMs) {
        if (lifetimeMs > 0) {
            int percent = EARLIEST_PERCENT + chance.nextInt(SPREAD_PERCENT + 1);
            Runnable again = this::run;
            exchange.whileOpen(loop.schedule(again, lifetimeMs * percent / PERCENT, TimeUnit.MILLISECONDS));
        }
    }
}
