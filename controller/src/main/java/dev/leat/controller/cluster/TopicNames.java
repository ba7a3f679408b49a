package dev.leat.controller.cluster;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Which names a topic may have, as in Kafka: they become directory names and parts of metric names. */
public final class TopicNames {
    /** Longest legal name: with the partition's number it still fits a file name of 255 bytes. */
    public static final int MAX_LENGTH = 249;

    private TopicNames() {}

    /** What is wrong with the name, for people, or null if it is legal. */
    public static @Nullable String illegality(String name) {
        if (name.isEmpty()) {
            return "The topic name is empty";
        }
        if (name.equals(".") || name.equals("..")) {
            return "The topic name cannot be '.' or '..'";
        }
        if (name.length() > MAX_LENGTH) {
            return "The topic name has " + name.length() + " characters, but " + MAX_LENGTH + " are allowed";
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isLegal(name.charAt(i))) {
                return "The topic name '" + name
                        + "' is illegal: it may hold ASCII letters and digits, '.', '_' and '-'";
            }
        }
        return null;
    }

    /** A name among {@code others} that metrics could not tell from {@code name}, or null. */
    public static @Nullable String collision(String name, Collection<String> others) {
        if (name.indexOf('.') < 0 && name.indexOf('_') < 0) {
            return null; // cheap way out: only names with either can collide
        }
        String unified = unify(name);
        for (String other : others) {
            if (other.length() == name.length()
                    && !other.equals(name)
                    && unify(other).equals(unified)) {
                return other;
            }
        }
        return null;
    }

    private static String unify(String name) {
        return name.replace('.', '_');
    }

    private static boolean isLegal(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
    }
}
