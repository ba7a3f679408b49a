package dev.leat.integration.producer;

import dev.leat.integration.clients.Clients;
import dev.leat.producer.Producer;
import dev.leat.producer.ProducerRecord;
import dev.leat.producer.RecordMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Sends to one partition all the time, with some records unacknowledged whatever happens to the broker meanwhile. */
final class SteadySending {
    /** More than the five batches of 300 bytes that may be on their way hold. */
    private static final int UNACKNOWLEDGED = 200;

    private final Producer<String, String> producer;
    private final String topic;
    private final List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

    SteadySending(Producer<String, String> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** Returns when {@code event}, which runs beside it, is over; some records are acknowledged before and some behind it. */
    void goOnWhile(Runnable event) {
        send();
        Clients.get(sent.get(sent.size() - 1));
        CompletableFuture<Void> over = CompletableFuture.runAsync(event);
        int goOnUntil = sent.size() + UNACKNOWLEDGED;
        while (!over.isDone() || sent.size() < goOnUntil) {
            send();
            Clients.get(sent.get(Math.max(0, sent.size() - UNACKNOWLEDGED)));
        }
        Clients.get(over);
    }

    private void send() {
        sent.add(producer.send(new ProducerRecord<>(topic, 0, null, "" + sent.size())));
    }

    void awaitAll() {
        sent.forEach(Clients::get);
    }

    int count() {
        return sent.size();
    }

    /** What was sent, in its order. */
    List<String> values() {
        return IntStream.range(0, sent.size()).mapToObj(String::valueOf).toList();
    }
}
