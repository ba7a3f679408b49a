package dev.leat.integration.clients;

import dev.leat.client.admin.AdminClient;
import dev.leat.client.serde.Serdes;
import dev.leat.consumer.Consumer;
import dev.leat.producer.Producer;
import dev.leat.producer.ProducerRecord;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One of our clients, seen as something that asks brokers and is closed. */
interface ClosingClient extends AutoCloseable {
    /** What those who close a client give it for its last words. */
    Duration LAST_WORDS = Duration.ofMillis(500);

    /** Has the brokers answer something. */
    void use();

    /** Asks them something, and does not wait for the answer. */
    CompletableFuture<?> ask();

    @Override
    void close();

    /** Which client. */
    enum Kind {
        PRODUCER {
            @Override
            ClosingClient open(Map<String, Object> settings, String topic) {
                Map<String, Object> all = new HashMap<>(settings);
                all.put("max.block.ms", LAST_WORDS.toMillis()); // so long does a send wait where nobody answers
                return new ProducerCase(
                        Producer.create(
                                all,
                                Serdes.string().serializer(),
                                Serdes.string().serializer()),
                        topic);
            }
        },
        ASSIGNED {
            @Override
            ClosingClient open(Map<String, Object> settings, String topic) {
                Consumer<String, String> consumer = consumer(settings);
                consumer.assign(List.of(new TopicPartition(topic, 0)));
                return new ConsumerCase(consumer);
            }
        },
        MEMBER {
            @Override
            ClosingClient open(Map<String, Object> settings, String topic) {
                Map<String, Object> all = new HashMap<>(settings);
                all.put("group.id", Clients.unique("group"));
                Consumer<String, String> consumer = consumer(all);
                consumer.subscribe(List.of(topic));
                return new ConsumerCase(consumer);
            }
        },
        ADMIN {
            @Override
            ClosingClient open(Map<String, Object> settings, String topic) {
                return new AdminCase(AdminClient.create(settings));
            }
        };

        /** @param topic with one partition and at least one record */
        abstract ClosingClient open(Map<String, Object> settings, String topic);

        private static Consumer<String, String> consumer(Map<String, Object> settings) {
            Map<String, Object> all = new HashMap<>(settings);
            all.put("auto.offset.reset", "earliest");
            return Consumer.create(
                    all, Serdes.string().deserializer(), Serdes.string().deserializer());
        }
    }

    record ProducerCase(Producer<String, String> producer, String topic) implements ClosingClient {
        @Override
        public void use() {
            Clients.get(ask());
        }

        @Override
        public CompletableFuture<?> ask() {
            return producer.send(new ProducerRecord<>(topic, "v"));
        }

        @Override
        public void close() {
            producer.close(LAST_WORDS);
        }
    }

    record ConsumerCase(Consumer<String, String> consumer) implements ClosingClient {
        @Override
        public void use() {
            long start = System.nanoTime();
            while (consumer.poll(Duration.ofMillis(100)).isEmpty()) {
                if (System.nanoTime() - start > Clients.DEADLINE.toNanos()) {
                    throw new AssertionError("no record came");
                }
            }
        }

        /** The next fetch is asked for whether somebody polls or not. */
        @Override
        public CompletableFuture<?> ask() {
            consumer.poll(Duration.ofMillis(100));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            consumer.close(LAST_WORDS);
        }
    }

    record AdminCase(AdminClient admin) implements ClosingClient {
        @Override
        public void use() {
            Clients.get(ask());
        }

        @Override
        public CompletableFuture<?> ask() {
            return admin.listTopics();
        }

        @Override
        public void close() {
            admin.close();
        }
    }
}
