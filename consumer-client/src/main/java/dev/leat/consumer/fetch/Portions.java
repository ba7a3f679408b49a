package dev.leat.consumer.fetch;

import java.util.ArrayList;
import java.util.List;

/** The portions of one poll. Reused, with their arrays. Polling thread. */
final class Portions {
    private final List<Portion> portions = new ArrayList<>();
    private int count;

    /** One more, to be filled. */
    Portion add() {
        if (count == portions.size()) {
            portions.add(new Portion());
        }
        return portions.get(count++);
    }

    void removeLast() {
        portions.get(--count).clear();
    }

    void clear() {
        while (count > 0) {
            removeLast();
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    Portion get(int nth) {
        return portions.get(nth);
    }
}
