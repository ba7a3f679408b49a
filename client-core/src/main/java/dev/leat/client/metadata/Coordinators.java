package dev.leat.client.metadata;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.net.Call;
import dev.leat.client.net.HostPort;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.FindCoordinatorRequest;
import dev.leat.protocol.message.FindCoordinatorResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** Which broker looks after which group or transaction; asked once and again after it turned out wrong. Any thread may call. */
final class Coordinators {
    private static final int BATCHED_SINCE = 4; // KIP-699: several keys per request

    private final ConcurrentMap<Key, HostPort> known = new ConcurrentHashMap<>();
    private final Function<Call<HostPort>, CompletableFuture<HostPort>> askAny;

    Coordinators(Function<Call<HostPort>, CompletableFuture<HostPort>> askAny) {
        this.askAny = askAny;
    }

    private record Key(CoordinatorType type, String name) {
        @Override
        public String toString() {
            return type.naming(name);
        }
    }

    CompletableFuture<HostPort> of(CoordinatorType type, String name) {
        Key key = new Key(type, name);
        HostPort address = known.get(key);
        if (address != null) {
            return CompletableFuture.completedFuture(address);
        }
        return askAny.apply(call(key)).thenApply(found -> {
            known.put(key, found);
            return found;
        });
    }

    void forget(CoordinatorType type, String name) {
        known.remove(new Key(type, name));
    }

    private static Call<HostPort> call(Key key) {
        return new Call<>(
                ApiKey.FIND_COORDINATOR,
                Short.MAX_VALUE,
                0,
                version -> request(key, version),
                answer -> read(key, (FindCoordinatorResponse) answer));
    }

    private static FindCoordinatorRequest request(Key key, int version) {
        FindCoordinatorRequest.Builder request =
                FindCoordinatorRequest.builder().keyType(key.type.code());
        return version >= BATCHED_SINCE
                ? request.coordinatorKeys(List.of(key.name)).build()
                : request.key(key.name).build();
    }

    private static HostPort read(Key key, FindCoordinatorResponse response) {
        String what = "finding the coordinator of " + key;
        for (FindCoordinatorResponse.Coordinator coordinator : response.coordinators()) {
            ClientErrors.check(coordinator.errorCode(), what, coordinator.errorMessage());
            return new HostPort(coordinator.host(), coordinator.port());
        }
        ClientErrors.check(response.errorCode(), what, response.errorMessage());
        return new HostPort(response.host(), response.port());
    }
}
