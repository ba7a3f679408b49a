package dev.leat.client.metadata;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.net.Call;
import dev.leat.client.net.HostPort;
import dev.leat.protocol.message.FindCoordinatorRequest;
import dev.leat.protocol.message.FindCoordinatorResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** Which broker looks after which group; asked once and again after it turned out wrong. Any thread may call. */
final class Coordinators {
    private static final byte GROUP = 0;
    private static final int BATCHED_SINCE = 4; // KIP-699: several keys per request

    private final ConcurrentMap<String, HostPort> byGroup = new ConcurrentHashMap<>();
    private final Function<Call<HostPort>, CompletableFuture<HostPort>> askAny;

    Coordinators(Function<Call<HostPort>, CompletableFuture<HostPort>> askAny) {
        this.askAny = askAny;
    }

    CompletableFuture<HostPort> of(String group) {
        HostPort known = byGroup.get(group);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        return askAny.apply(call(group)).thenApply(found -> {
            byGroup.put(group, found);
            return found;
        });
    }

    void forget(String group) {
        byGroup.remove(group);
    }

    private static Call<HostPort> call(String group) {
        Call<FindCoordinatorResponse> call =
                Call.of(FindCoordinatorRequest.builder().build(), FindCoordinatorResponse.class);
        return new Call<>(
                call.api(),
                call.maxVersion(),
                call.timeoutMs(),
                version -> request(group, version),
                answer -> read(group, (FindCoordinatorResponse) answer));
    }

    private static FindCoordinatorRequest request(String group, int version) {
        FindCoordinatorRequest.Builder request =
                FindCoordinatorRequest.builder().keyType(GROUP);
        return version >= BATCHED_SINCE
                ? request.coordinatorKeys(List.of(group)).build()
                : request.key(group).build();
    }

    private static HostPort read(String group, FindCoordinatorResponse response) {
        String what = "finding the coordinator of group '" + group + "'";
        for (FindCoordinatorResponse.Coordinator coordinator : response.coordinators()) {
            ClientErrors.check(coordinator.errorCode(), what, coordinator.errorMessage());
            return new HostPort(coordinator.host(), coordinator.port());
        }
        ClientErrors.check(response.errorCode(), what, response.errorMessage());
        return new HostPort(response.host(), response.port());
    }
}
