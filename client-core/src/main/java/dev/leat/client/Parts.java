package dev.leat.client;

import dev.leat.client.error.MisuseException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a client is made of and closes with itself: each part, whatever the closing of another one throws. */
public final class Parts implements AutoCloseable {
    private final List<? extends AutoCloseable> all;

    /** @param all in the order in which they are closed; may still grow */
    public Parts(List<? extends AutoCloseable> all) {
        this.all = all;
    }

    /** The part itself; throws a {@link MisuseException} that names it if it is missing. */
    public static <T> T given(@Nullable T part, String name) {
        if (part == null) {
            throw new MisuseException("there is no " + name, "give one to create; Serdes has the usual ones");
        }
        return part;
    }

    /** What {@code making} makes of the parts and will close them with; if that throws, they are closed at once. */
    public <T> T handTo(Supplier<T> making) {
        try {
            return making.get();
        } catch (RuntimeException | Error failure) {
            Exception further = closeAll();
            if (further != null) {
                failure.addSuppressed(further);
            }
            throw failure;
        }
    }

    /** Closes them; throws what the first one threw that did. */
    @Override
    public void close() {
        Exception failure = closeAll();
        if (failure != null) {
            throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
        }
    }

    private @Nullable Exception closeAll() {
        Exception first = null;
        for (AutoCloseable part : all) {
            try {
                part.close();
            } catch (Exception failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        return first;
    }
}
