package dev.leat.controller.store.fake;

import dev.leat.base.fake.ManualTime;
import dev.leat.controller.store.CoordinationStore;
import dev.leat.controller.store.SessionListener;
import dev.leat.controller.store.StoreContract;
import java.util.concurrent.CompletableFuture;

final class FakeStoreContractTest extends StoreContract {
    private final PendingTasks tasks = new PendingTasks();
    private final ManualTime time = new ManualTime(0);
    private final FakeEnsemble ensemble = new FakeEnsemble(tasks, time);

    @Override
    protected CoordinationStore connect(SessionListener listener) {
        CoordinationStore store = ensemble.newClient(tasks, 1_000);
        store.open(listener);
        return store;
    }

    @Override
    protected <T> T await(CompletableFuture<T> future) {
        tasks.runPending();
        for (int i = 0; i < 100 && !future.isDone(); i++) {
            time.advance(10);
            tasks.runPending();
        }
        return future.getNow(null);
    }

    @Override
    protected void expire(CoordinationStore client) {
        ((FakeStore) client).expire();
    }
}
