package dev.leat.consumer;

import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Polls behind an iterator's back. */
final class RecordStreams {
    private RecordStreams() {}

    /** @param poll gives what comes within a time, and counts it as far as the iteration comes */
    static <K, V> Stream<ConsumedRecord<K, V>> of(Function<Duration, Records<K, V>> poll, Duration patience) {
        Iterator<RecordView<K, V>> views = new Polls<>(poll, patience);
        Spliterator<RecordView<K, V>> inOrder =
                Spliterators.spliteratorUnknownSize(views, Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(inOrder, false).map(RecordView::copy);
    }

    static <K, V> Iterable<RecordView<K, V>> views(Function<Duration, Records<K, V>> poll, Duration patience) {
        return () -> new Polls<>(poll, patience);
    }

    private static final class Polls<K, V> implements Iterator<RecordView<K, V>> {
        private final Function<Duration, Records<K, V>> poll;
        private final Duration patience;
        private Iterator<RecordView<K, V>> current = Collections.emptyIterator();

        Polls(Function<Duration, Records<K, V>> poll, Duration patience) {
            this.poll = poll;
            this.patience = patience;
        }

        @Override
        public boolean hasNext() {
            while (!current
                    .hasNext()) { // a poll may have given nothing but what compaction has left of a batch's offsets
                Records<K, V> polled = poll.apply(patience);
                if (polled.isEmpty()) {
                    return false;
                }
                current = polled.iterator();
            }
            return true;
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
