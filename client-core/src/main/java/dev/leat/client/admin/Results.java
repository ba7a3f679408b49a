package dev.leat.client.admin;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.protocol.error.ErrorCode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one operation on several things: each is either among the values or among the failures.
 *
 * @param values what succeeded
 * @param failures what did not, with the reason
 */
public record Results<K, V>(Map<K, V> values, Map<K, ClientException> failures) {
    public Results {
        values = Map.copyOf(values);
        failures = Map.copyOf(failures);
    }

    /** All values; throws a failure if there is any. */
    public Map<K, V> orThrow() {
        for (ClientException failure : failures.values()) {
            throw failure;
        }
        return values;
    }

    /** The value of {@code key}; throws its failure if it has one. */
    public V of(K key) {
        ClientException failure = failures.get(key);
        if (failure != null) {
            throw failure;
        }
        V value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("nothing was asked about " + key);
        }
        return value;
    }

    static <K, V> Results<K, V> allFailed(Collection<K> keys, Throwable failure) {
        Builder<K, V> results = new Builder<>();
        keys.forEach(key -> results.fail(key, ClientErrors.from(failure)));
        return results.build();
    }

    /** Collects outcomes. */
    static final class Builder<K, V> {
        private final Map<K, V> values = new LinkedHashMap<>();
        private final Map<K, ClientException> failures = new LinkedHashMap<>();

        void succeed(K key, V value) {
            values.put(key, value);
        }

        void fail(K key, ClientException failure) {
            failures.put(key, failure);
        }

        /**
         * Takes {@code value} if {@code code} stands for success.
         *
         * @param what what was tried, as the beginning of a sentence
         */
        void put(K key, V value, short code, String what, @Nullable String brokerMessage) {
            if (code == ErrorCode.NONE.code()) {
                succeed(key, value);
            } else {
                fail(key, ClientErrors.of(ErrorCode.of(code), what, brokerMessage));
            }
        }

        Results<K, V> build() {
            return new Results<>(values, failures);
        }
    }
}
