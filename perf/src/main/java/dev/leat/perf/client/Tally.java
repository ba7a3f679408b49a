package dev.leat.perf.client;

import java.util.concurrent.atomic.AtomicLong;

/** Counts for one thread, which others read while it goes on: a plain addition and a store without a fence each. */
public final class Tally {
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();

    /** Only one thread at a time adds. */
    public void add(long moreRecords, long moreBytes) {
        records.lazySet(records.getPlain() + moreRecords);
        bytes.lazySet(bytes.getPlain() + moreBytes);
    }

    /** One more request was answered, with what was in it. */
    public void addRequest(long moreRecords, long moreBytes) {
        add(moreRecords, moreBytes);
        requests.lazySet(requests.getPlain() + 1);
    }

    /** The counts now. Any thread. */
    public Counts counts() {
        return new Counts(records.get(), bytes.get(), requests.get());
    }
}
