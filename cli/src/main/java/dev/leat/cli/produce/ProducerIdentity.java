package dev.leat.cli.produce;

import dev.leat.cli.verb.Waiting;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.net.Call;
import dev.leat.protocol.message.InitProducerIdRequest;
import dev.leat.protocol.message.InitProducerIdResponse;
import dev.leat.protocol.record.RecordBatch;

/** By which the broker knows a batch that it got twice (KIP-98). */
record ProducerIdentity(long id, short epoch) {
    /** Without it a retry may write twice. */
    static final ProducerIdentity NONE =
            new ProducerIdentity(RecordBatch.NO_PRODUCER_ID, RecordBatch.NO_PRODUCER_EPOCH);

    boolean isIdempotent() {
        return id != RecordBatch.NO_PRODUCER_ID;
    }

    /** A new identity from the cluster. */
    static ProducerIdentity obtain(Cluster cluster, int timeoutMs) {
        InitProducerIdRequest request = InitProducerIdRequest.builder()
                .transactionalId(null)
                .transactionTimeoutMs(timeoutMs)
                .build();
        Call<ProducerIdentity> call = Call.of(request, InitProducerIdResponse.class)
                .then(response -> {
                    ClientErrors.check(response.errorCode(), "asking for a producer id", null);
                    return new ProducerIdentity(response.producerId(), response.producerEpoch());
                });
        return Waiting.on(cluster.retrying(() -> cluster.toAny(call), timeoutMs));
    }
}
