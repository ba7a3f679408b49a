package dev.leat.client.config;

import dev.leat.client.Parts;
import java.util.ArrayList;
import java.util.List;

/** Makes plug-ins out of what users set: an object as it is, or the name of a class with a public empty constructor. */
public final class Instances {
    private Instances() {}

    /** @throws IllegalArgumentException if {@code value} is neither */
    public static <T> T of(Object value, Class<T> type) {
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        String name = value instanceof Class<?> given
                ? given.getName()
                : value.toString().trim();
        try {
            Class<?> found = Class.forName(name, true, loader());
            return type.cast(found.getConstructor().newInstance());
        } catch (ReflectiveOperationException | ClassCastException unusable) {
            throw new IllegalArgumentException(
                    "a " + type.getSimpleName() + " or the name of a class that is one and has"
                            + " a public constructor without parameters, but is '" + name + "' (" + unusable + ")");
        }
    }

    private static ClassLoader loader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : Instances.class.getClassLoader();
    }

    /**
     * Several: one, a collection of them, or names separated by commas. If one of them cannot be made, those before it are
     * closed.
     *
     * @throws IllegalArgumentException if {@code value} is none of these
     */
    public static <T extends AutoCloseable> List<T> all(Object value, Class<T> type) {
        List<T> made = new ArrayList<>();
        return new Parts(made).handTo(() -> {
            makeAll(value, type, made);
            return List.copyOf(made);
        });
    }

    private static <T> void makeAll(Object value, Class<T> type, List<T> made) {
        if (value instanceof Iterable<?> several) {
            several.forEach(one -> made.add(of(one, type)));
        } else if (!(value instanceof CharSequence)) {
            made.add(of(value, type));
        } else {
            for (String name : value.toString().split(",")) {
                if (!name.isBlank()) {
                    made.add(of(name, type));
                }
            }
        }
    }
}
