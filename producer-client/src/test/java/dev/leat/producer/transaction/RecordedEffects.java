package dev.leat.producer.transaction;

import dev.leat.client.error.ClientException;
import dev.leat.producer.send.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a machine has done, for tests to look at. */
final class RecordedEffects implements TransactionEffects {
    final List<Identity> adopted = new ArrayList<>();
    final List<ClientException> failedRecords = new ArrayList<>();
    final List<Judgement> pauses = new ArrayList<>();
    final List<Long> done = new ArrayList<>();
    final Map<Long, ClientException> failed = new HashMap<>();
    int reopened;
    int drain;

    @Override
    public void adopt(Identity identity) {
        adopted.add(identity);
    }

    @Override
    public void reopen() {
        reopened++;
    }

    @Override
    public void drain(int number) {
        drain = number;
    }

    @Override
    public void failRecords(ClientException reason) {
        failedRecords.add(reason);
    }

    @Override
    public void pause(Question question, Judgement judgement, int failures) {
        pauses.add(judgement);
    }

    @Override
    public void tell(long ticket, @Nullable ClientException failure) {
        if (failure == null) {
            done.add(ticket);
        } else {
            failed.put(ticket, failure);
        }
    }
}
