package dev.leat.broker.produce;

import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.InitProducerIdRequest;
import dev.leat.protocol.message.InitProducerIdResponse;

/** InitProducerId: a fresh id for an idempotent producer (KIP-98). Transactional ones are refused as yet. */
public final class InitProducerIdHandler implements ApiHandler<InitProducerIdRequest> {
    private final ProducerIds ids;

    public InitProducerIdHandler(ProducerIds ids) {
        this.ids = ids;
    }

    @Override
    public ApiKey key() {
        return ApiKey.INIT_PRODUCER_ID;
    }

    @Override
    public void handle(InitProducerIdRequest request, RequestContext context) {
        if (request.transactionalId() != null) {
            boolean empty = request.transactionalId().isEmpty();
            context.reply(failure(empty ? ErrorCode.INVALID_REQUEST : ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED));
            return;
        }
        ids.next()
                .whenComplete((id, fault) -> context.reply(
                        fault == null
                                ? success(id)
                                : failure(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS))); // clients retry it
    }

    private static InitProducerIdResponse success(long id) {
        return InitProducerIdResponse.builder()
                .producerId(id)
                .producerEpoch((short) 0)
                .build();
    }

    private static InitProducerIdResponse failure(ErrorCode error) {
        return InitProducerIdResponse.builder()
                .errorCode(error.code())
                .producerEpoch((short) -1)
                .build();
    }
}
