package dev.leat.integration.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.SeededRandom;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.group.MemberIdentity;
import dev.leat.client.group.Progress;
import dev.leat.integration.clients.Clients;
import dev.leat.integration.kafka.ApacheKafka;
import dev.leat.producer.Producer;
import dev.leat.producer.ProducerRecord;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.test.FaultProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions through a network that delays, cuts, swallows and holds, in both of Apache Kafka's forms. */
@Timeout(480)
@Tag("clients")
class TransactionFaultsTest {
    private static final int PARTITIONS = 2;
    private static final int TRANSACTIONS = 60;
    private static final int RECORDS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> FEW_PARTITIONS =
            Map.of("transaction.state.log.num.partitions", "3", "offsets.topic.num.partitions", "3");
    private static final Map<String, Object> IMPATIENT = Map.of(
            "request.timeout.ms", 1_000,
            "retry.backoff.ms", 20,
            "reconnect.backoff.ms", 20,
            "linger.ms", 1,
            "batch.size", 300,
            "max.block.ms", 10_000,
            "delivery.timeout.ms", 20_000);

    private final String group = Clients.unique("group");
    private final List<String> committed = new ArrayList<>();
    private long progress = -1;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldCommitEachTransactionOnceAndWhole(int transactionVersion) throws IOException {
        try (FaultProxy proxy = FaultProxy.start();
                ApacheKafka kafka = ApacheKafka.behind(
                        proxy.address(), FEW_PARTITIONS, Map.of("transaction.version", transactionVersion));
                TransactionFixture fixture = new TransactionFixture(proxy::address)) {
            proxy.leadTo(kafka.port());
            String topic = fixture.clients.topic(PARTITIONS);
            Producer<String, String> producer = fixture.producer(Clients.unique("id"), IMPATIENT);
            repeating("the initialisation", producer::initTransactions); // a broker that began just now makes its topic
            SeededRandom random = new SeededRandom(transactionVersion, "network");
            for (int i = 0; i < TRANSACTIONS; i++) {
                transact(producer, topic, i, proxy, random);
            }
            proxy.heal();

            assertThat(committed).as("enough of them got through").hasSizeGreaterThan(TRANSACTIONS * RECORDS / 4);
            fixture.awaitCommitted(topic, PARTITIONS, committed);
            fixture.awaitCommittedOffset(group, topic, progress);
        }
    }

    private void transact(
            Producer<String, String> producer, String topic, int number, FaultProxy proxy, SeededRandom random) {
        producer.beginTransaction();
        try {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                if (random.nextInt(20) == 0) {
                    misbehave(proxy, random);
                }
                values.add(number + "/" + i);
                producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, values.get(i)));
            }
            producer.sendOffsetsToTransaction(
                    Map.of(new TopicPartition(topic, 0), Progress.of(number)), MemberIdentity.outside(group));
            if (random.nextInt(4) == 0) {
                proxy.heal();
                abort(producer);
            } else {
                commit(producer, proxy);
                committed.addAll(values);
                progress = number;
            }
        } catch (RetriableException failed) {
            proxy.heal();
            abort(producer);
        }
    }

    private static void commit(Producer<String, String> producer, FaultProxy proxy) {
        while (true) {
            try {
                producer.commitTransaction();
                return;
            } catch (RetriableException failure) {
                if (failure.is(ErrorCode.TRANSACTION_ABORTABLE)) {
                    throw failure;
                }
                proxy.heal(); // the commit goes on
            }
        }
    }

    private static void abort(Producer<String, String> producer) {
        repeating("the abort", producer::abortTransaction);
    }

    /** Waits on as long as {@code step} says that it takes longer than a call may. */
    private static void repeating(String name, Runnable step) {
        long start = System.nanoTime();
        while (true) {
            try {
                step.run();
                return;
            } catch (RetriableException late) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new AssertionError(name + " did not end", late);
                }
            } catch (ClientException unexpected) {
                throw new AssertionError(name + " failed", unexpected);
            }
        }
    }

    private static void misbehave(FaultProxy proxy, SeededRandom random) {
        proxy.misbehave(random);
        if (random.nextInt(3) > 0) {
            proxy.heal();
        }
    }
}
