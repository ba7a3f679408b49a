package dev.leat.producer.send;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.net.Call;
import dev.leat.protocol.message.InitProducerIdRequest;
import dev.leat.protocol.message.InitProducerIdResponse;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks the cluster for a producer id, as often as it takes. Only the loop. */
final class IdentitySource {
    private final Cluster cluster;
    private final Consumer<Identity> onIdentity;
    private final Consumer<ClientException> onRefusal;
    private boolean asking;
    private boolean stopped;
    private int failures;
    private @Nullable ClientException trouble;

    /** @param onRefusal hears of a failure that asking again does not mend */
    IdentitySource(Cluster cluster, Consumer<Identity> onIdentity, Consumer<ClientException> onRefusal) {
        this.cluster = cluster;
        this.onIdentity = onIdentity;
        this.onRefusal = onRefusal;
    }

    /** Asks unless it is asking already. */
    void ask() {
        if (asking || stopped) {
            return;
        }
        asking = true;
        cluster.toAny(call())
                .whenComplete((identity, failure) -> cluster.network().onLoop(() -> answered(identity, failure)));
    }

    /** What asking failed with last; null if it was answered, or nobody asked. */
    @Nullable
    ClientException trouble() {
        return trouble;
    }

    void stop() {
        stopped = true;
    }

    private static Call<Identity> call() {
        InitProducerIdRequest request = InitProducerIdRequest.builder()
                .transactionalId(null)
                .transactionTimeoutMs(Integer.MAX_VALUE)
                .build();
        return Call.of(request, InitProducerIdResponse.class).then(answer -> {
            ClientErrors.check(answer.errorCode(), "getting a producer id", null);
            return new Identity(answer.producerId(), answer.producerEpoch());
        });
    }

    private void answered(@Nullable Identity identity, @Nullable Throwable failure) {
        asking = false;
        if (stopped) {
            return;
        }
        if (identity != null) {
            failures = 0;
            trouble = null;
            onIdentity.accept(identity);
        } else if (failure != null && ClientErrors.isRetriable(failure)) {
            failures++;
            trouble = ClientErrors.from(failure);
            cluster.afterPause(failures, this::ask);
        } else if (failure != null) {
            onRefusal.accept(ClientErrors.from(failure));
        }
    }
}
