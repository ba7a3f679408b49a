package dev.leat.producer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The interceptors of one producer in their order; what they throw is logged, but for what {@link #configure} does. */
final class Interceptors<K, V> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Interceptors.class);

    private final List<ProducerInterceptor<K, V>> all;

    private Interceptors(List<ProducerInterceptor<K, V>> all) {
        this.all = List.copyOf(all);
    }

    /** Those of {@code config}; that they fit the producer's types only the user knows. */
    @SuppressWarnings("unchecked")
    static <K, V> Interceptors<K, V> of(ProducerConfig config) {
        List<ProducerInterceptor<K, V>> all = new ArrayList<>();
        for (ProducerInterceptor<?, ?> one : config.interceptors()) {
            all.add((ProducerInterceptor<K, V>) one);
        }
        return new Interceptors<>(all);
    }

    void configure(Map<String, ?> configs) {
        all.forEach(interceptor -> interceptor.configure(configs));
    }

    ProducerRecord<K, V> onSend(ProducerRecord<K, V> record) {
        ProducerRecord<K, V> current = record;
        for (ProducerInterceptor<K, V> interceptor : all) {
            try {
                current = interceptor.onSend(current);
            } catch (RuntimeException broken) {
                LOG.warn("an interceptor threw before sending to {}", record.topic(), broken);
            }
        }
        return current;
    }

    /** {@code callback} behind the interceptors' own. */
    SendCallback before(SendCallback callback) {
        if (all.isEmpty()) {
            return callback;
        }
        return (partition, offset, timestampMs, failure) -> {
            for (ProducerInterceptor<K, V> interceptor : all) {
                try {
                    interceptor.onAcknowledgement(partition, offset, timestampMs, failure);
                } catch (RuntimeException broken) {
                    LOG.warn("an interceptor threw after sending to {}", partition, broken);
                }
            }
            callback.onCompletion(partition, offset, timestampMs, failure);
        };
    }

    @Override
    public void close() {
        for (ProducerInterceptor<K, V> interceptor : all) {
            try {
                interceptor.close();
            } catch (RuntimeException broken) {
                LOG.warn("an interceptor threw when it was closed", broken);
            }
        }
    }
}
