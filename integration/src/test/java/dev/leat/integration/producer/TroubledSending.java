package dev.leat.integration.producer;

import dev.leat.base.fake.SeededRandom;
import dev.leat.integration.clients.Clients;
import dev.leat.producer.Producer;
import dev.leat.producer.ProducerRecord;
import dev.leat.producer.RecordMetadata;
import dev.leat.test.FaultProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Sends numbers to partition 0 of a topic while the network misbehaves, slowly enough for every fault to meet batches that
 * are on their way: each comes when a record of its round that chance has chosen is acknowledged, or when the fault before it
 * has lasted long enough. One thread.
 */
final class TroubledSending {
    /** About five batches of the size that the tests set. */
    private static final int RECORDS_A_ROUND = 100;

    private static final int ROUNDS_UNTIL_CALM = 5;
    private static final int LONGEST_FAULT_MS = 150;

    private final FaultProxy proxy;
    private final SeededRandom random;
    private final Producer<String, String> producer;
    private final String topic;
    private final List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
    private long deliveredInTrouble;

    TroubledSending(FaultProxy proxy, SeededRandom random, Producer<String, String> producer, String topic) {
        this.proxy = proxy;
        this.random = random;
        this.producer = producer;
        this.topic = topic;
    }

    /** Sends through {@code rounds} faults, then heals the network; returns when every record is acknowledged. */
    void endure(int rounds) {
        for (int round = 1; round <= rounds; round++) {
            CompletableFuture<RecordMetadata> sign = sendSome().get(random.nextInt(RECORDS_A_ROUND));
            await(sign);
            proxy.misbehave(random);
            if (random.nextInt(3) == 0) {
                proxy.heal();
            }
            if (round % ROUNDS_UNTIL_CALM == 0 && round < rounds) {
                proxy.heal();
                Clients.get(sign); // progress is no matter of luck
            }
        }
        deliveredInTrouble = producer.metrics().deliveredRecords();
        proxy.heal();
        sent.forEach(Clients::get);
    }

    private List<CompletableFuture<RecordMetadata>> sendSome() {
        int first = sent.size();
        for (int i = 0; i < RECORDS_A_ROUND; i++) {
            sent.add(producer.send(new ProducerRecord<>(topic, 0, null, "" + sent.size())));
        }
        return sent.subList(first, sent.size());
    }

    private static void await(CompletableFuture<RecordMetadata> acknowledged) {
        CompletableFuture<?> over = acknowledged.handle((metadata, failure) -> true);
        over.completeOnTimeout(null, LONGEST_FAULT_MS, TimeUnit.MILLISECONDS).join();
    }

    /** The values that were sent, in their order. */
    List<String> values() {
        return IntStream.range(0, sent.size()).mapToObj(String::valueOf).toList();
    }

    /** Records that were acknowledged before the last fault was over. */
    long deliveredInTrouble() {
        return deliveredInTrouble;
    }
}
