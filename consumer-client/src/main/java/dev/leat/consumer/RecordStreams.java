package dev.leat.consumer;

import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Polls behind an iterator's back. */
final class RecordStreams {
    private RecordStreams() {}

    static <K, V> Stream<ConsumedRecord<K, V>> of(Consumer<K, V> consumer, Duration patience) {
        Iterator<RecordView<K, V>> views = new Polls<>(consumer, patience);
        Spliterator<RecordView<K, V>> inOrder =
                Spliterators.spliteratorUnknownSize(views, Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(inOrder, false).map(RecordView::copy);
    }

    static <K, V> Iterable<RecordView<K, V>> views(Consumer<K, V> consumer, Duration patience) {
        return () -> new Polls<>(consumer, patience);
    }

    private static final class Polls<K, V> implements Iterator<RecordView<K, V>> {
        private final Consumer<K, V> consumer;
        private final Duration patience;
        private Iterator<RecordView<K, V>> current = Collections.emptyIterator();

        Polls(Consumer<K, V> consumer, Duration patience) {
            this.consumer = consumer;
            this.patience = patience;
        }

        @Override
        public boolean hasNext() {
            if (!current.hasNext()) {
                current = consumer.poll(patience).iterator();
            }
            return current.hasNext();
        }

        @Override
        public RecordView<K, V> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no record came in time");
            }
            return current.next();
        }
    }
}
