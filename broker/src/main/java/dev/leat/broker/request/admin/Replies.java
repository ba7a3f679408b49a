package dev.leat.broker.request.admin;

import dev.leat.broker.request.RequestContext;
import dev.leat.protocol.message.ApiResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ends requests that waited for the controller. */
final class Replies {
    private Replies() {}

    /** Replies with {@code response}; when there is none to be had, because the broker is stopping, closes the connection. */
    static void endWith(RequestContext context, @Nullable Throwable fault, Supplier<ApiResponse> response) {
        if (fault == null) {
            context.reply(response.get());
        } else {
            context.abort("the controller cannot be asked: " + fault.getMessage());
        }
    }
}
