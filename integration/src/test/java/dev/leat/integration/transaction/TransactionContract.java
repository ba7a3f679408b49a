package dev.leat.integration.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.FencedException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.group.MemberIdentity;
import dev.leat.client.group.Progress;
import dev.leat.integration.clients.Clients;
import dev.leat.integration.clients.ClusterUnderTest;
import dev.leat.integration.clients.TestCluster;
import dev.leat.producer.Producer;
import dev.leat.producer.ProducerRecord;
import dev.leat.producer.RecordMetadata;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a transactional producer does against any cluster that has transactions. */
@ExtendWith(ClusterUnderTest.class)
@Timeout(120)
@Tag("clients")
abstract class TransactionContract {
    private static final int PARTITIONS = 3;

    final TransactionFixture fixture;
    private final String id = Clients.unique("id");

    TransactionContract(TestCluster cluster) {
        this.fixture = new TransactionFixture(cluster);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    final String topic() {
        return fixture.clients.topic(PARTITIONS);
    }

    private static void send(Producer<String, String> producer, String topic, String... values) {
        for (int i = 0; i < values.length; i++) {
            producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, values[i]));
        }
    }

    @Test
    void shouldShowRecordsWhenTheyAreCommittedAndNotBefore() {
        String topic = topic();
        Producer<String, String> producer = fixture.readyProducer(id);
        producer.beginTransaction();
        send(producer, topic, "a", "b", "c", "d");
        producer.flush();
        assertThat(fixture.committed(topic, PARTITIONS)).isEmpty();
        producer.commitTransaction();

        fixture.awaitCommitted(topic, PARTITIONS, List.of("a", "b", "c", "d"));
    }

    @Test
    void shouldHideAbortedRecordsAndGoOn() {
        String topic = topic();
        Producer<String, String> producer = fixture.readyProducer(id);
        producer.beginTransaction();
        send(producer, topic, "a", "b", "c");
        producer.flush();
        producer.abortTransaction();
        producer.beginTransaction();
        send(producer, topic, "d", "e", "f", "g");
        producer.commitTransaction();

        fixture.awaitCommitted(topic, PARTITIONS, List.of("d", "e", "f", "g"));
    }

    @Test
    void shouldFailWhatAnAbortOvertakes() {
        String topic = topic();
        Producer<String, String> producer = fixture.producer(id, Map.of("linger.ms", 10_000));
        producer.initTransactions();
        producer.beginTransaction();
        CompletableFuture<RecordMetadata> waiting = producer.send(new ProducerRecord<>(topic, 0, null, "a"));
        producer.abortTransaction();

        assertThat(waiting).isCompletedExceptionally();
        assertThat(fixture.committed(topic, PARTITIONS)).isEmpty();
    }

    @Test
    void shouldKeepTransactionsApartHoweverManyThereAre() {
        String topic = topic();
        Random random = new Random(1);
        Producer<String, String> producer = fixture.producer(id, Map.of("batch.size", 500, "linger.ms", 1));
        producer.initTransactions();
        List<String> committed = new ArrayList<>();
        for (int transaction = 0; transaction < 40; transaction++) {
            producer.beginTransaction();
            List<String> values = new ArrayList<>();
            int count = random.nextInt(100);
            for (int i = 0; i < count; i++) {
                values.add(transaction + "/" + i);
            }
            send(producer, topic, values.toArray(String[]::new));
            if (random.nextInt(3) > 0) {
                producer.commitTransaction();
                committed.addAll(values);
            } else {
                producer.abortTransaction();
            }
        }
        fixture.awaitCommitted(topic, PARTITIONS, committed);
    }

    @Test
    void shouldCommitOffsetsTogetherWithTheRecords() {
        String topic = topic();
        String group = Clients.unique("group");
        TopicPartition read = new TopicPartition(topic, 0);
        Producer<String, String> producer = fixture.readyProducer(id);
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, 1, null, "a"));
        producer.sendOffsetsToTransaction(Map.of(read, Progress.of(5)), MemberIdentity.outside(group));
        producer.commitTransaction();
        fixture.awaitCommittedOffset(group, topic, 5);

        producer.beginTransaction();
        producer.sendOffsetsToTransaction(Map.of(read, Progress.of(9)), MemberIdentity.outside(group));
        producer.abortTransaction();
        fixture.awaitCommittedOffset(group, topic, 5);
    }

    @Test
    void shouldTakeOffsetsOfAMemberAndRefuseThoseOfAFormerOne() {
        String topic = topic();
        String group = Clients.unique("group");
        Consumer<String, String> consumer = fixture.clients.consumer(Map.of("group.id", group));
        consumer.subscribe(List.of(topic));
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> {
            consumer.poll(Duration.ofMillis(100));
            return !consumer.assignment().isEmpty();
        });
        TransactionFixture.Member member = TransactionFixture.Member.of(consumer.groupMetadata());
        Map<TopicPartition, Progress> progress = Map.of(new TopicPartition(topic, 0), Progress.of(3, 0, "mine"));
        Producer<String, String> producer = fixture.readyProducer(id);
        producer.beginTransaction();
        producer.sendOffsetsToTransaction(progress, member);
        producer.commitTransaction();

        producer.beginTransaction();
        TransactionFixture.Member former = new TransactionFixture.Member(
                group, member.generationId() - 1, member.memberId(), member.groupInstanceId());
        assertThatThrownBy(() -> producer.sendOffsetsToTransaction(progress, former))
                .isInstanceOf(ClientException.class)
                .matches(failure -> ((ClientException) failure).is(ErrorCode.ILLEGAL_GENERATION));
        assertThatThrownBy(producer::commitTransaction).matches(TransactionContract::isAbortable);
        producer.abortTransaction();
        producer.beginTransaction();
        producer.sendOffsetsToTransaction(progress, member);
        producer.commitTransaction();
        fixture.awaitCommittedOffset(group, topic, 3);
    }

    static boolean isAbortable(Throwable failure) {
        return failure instanceof ClientException known && known.is(ErrorCode.TRANSACTION_ABORTABLE);
    }

    @Test
    void shouldFenceTheProducerThatHadTheTransactionalIdBefore() {
        String topic = topic();
        Producer<String, String> zombie = fixture.readyProducer(id);
        zombie.beginTransaction();
        send(zombie, topic, "a", "b");
        zombie.flush();
        Producer<String, String> successor = fixture.readyProducer(id);
        successor.beginTransaction();
        send(successor, topic, "c", "d");
        successor.commitTransaction();

        assertThatThrownBy(zombie::commitTransaction).isInstanceOf(FencedException.class);
        assertThatThrownBy(zombie::beginTransaction).isInstanceOf(FencedException.class);
        assertThatThrownBy(() -> send(zombie, topic, "e")).isInstanceOf(FencedException.class);
        fixture.awaitCommitted(topic, PARTITIONS, List.of("c", "d"));
    }

    @Test
    void shouldFenceWhoBeginsAfterItsSuccessorWhenItAbortsAtTheLatest() {
        String topic = topic();
        Producer<String, String> zombie = zombieThatSendsTo(topic);
        ClientException refusal = catchThrowableOfType(ClientException.class, zombie::commitTransaction);

        assertThat(refusal).isNotNull();
        if (isAbortable(refusal)) {
            assertThatThrownBy(zombie::abortTransaction).isInstanceOf(FencedException.class);
        } else {
            assertThat(refusal).isInstanceOf(FencedException.class);
        }
        assertThatThrownBy(zombie::beginTransaction).isInstanceOf(FencedException.class);
        assertThat(fixture.committed(topic, PARTITIONS)).isEmpty();
    }

    /** A producer with records in a transaction that it began after another one had taken its id over. */
    final Producer<String, String> zombieThatSendsTo(String topic) {
        Producer<String, String> zombie = fixture.readyProducer(id);
        fixture.readyProducer(id);
        zombie.beginTransaction();
        send(zombie, topic, "a", "b");
        return zombie;
    }

    @Test
    void shouldNotCommitWhatTheBrokerHasAbortedForItsAge() {
        String topic = topic();
        Producer<String, String> producer = fixture.producer(id, Map.of("transaction.timeout.ms", 3_000));
        producer.initTransactions();
        producer.beginTransaction();
        send(producer, topic, "a", "b", "c");
        producer.flush();
        Consumer<String, String> reader = fixture.committedReader(topic, PARTITIONS);
        Awaitility.await("the markers of the abort")
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> reader.endOffsets(reader.assignment()).values().stream()
                        .allMatch(end -> end == 2)); // the record and the marker
        ClientException refusal = catchThrowableOfType(ClientException.class, producer::commitTransaction);

        assertThat(refusal).isNotNull();
        assertThat(fixture.committed(topic, PARTITIONS)).isEmpty();
        if (isAbortable(refusal)) {
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, topic, "d");
            producer.commitTransaction();
            fixture.awaitCommitted(topic, PARTITIONS, List.of("d"));
        } else {
            assertThat(refusal).isInstanceOf(FencedException.class);
        }
    }

    @Test
    void shouldRefuseToCommitWhenARecordFailed() {
        String topic = fixture.clients.topic(PARTITIONS, Map.of("max.message.bytes", "2000"));
        Producer<String, String> producer = fixture.readyProducer(id);
        producer.beginTransaction();
        send(producer, topic, "a", "b");
        CompletableFuture<RecordMetadata> tooLarge =
                producer.send(new ProducerRecord<>(topic, 0, null, "x".repeat(5_000)));
        assertThatThrownBy(producer::commitTransaction).matches(TransactionContract::isAbortable);
        assertThat(tooLarge).isCompletedExceptionally();
        assertThatThrownBy(() -> send(producer, topic, "c")).matches(TransactionContract::isAbortable);

        producer.abortTransaction();
        producer.beginTransaction();
        send(producer, topic, "d", "e");
        producer.commitTransaction();
        fixture.awaitCommitted(topic, PARTITIONS, List.of("d", "e"));
    }

    @Test
    void shouldAbortWhatIsOpenWhenItIsClosed() {
        String topic = topic();
        Producer<String, String> producer = fixture.readyProducer(id);
        producer.beginTransaction();
        send(producer, topic, "a", "b", "c");
        producer.close();

        Consumer<String, String> reader = fixture.committedReader(topic, PARTITIONS);
        Awaitility.await("nothing stays open")
                .atMost(20, TimeUnit.SECONDS)
                .until(() ->
                        reader.endOffsets(reader.assignment()).values().stream().allMatch(end -> end == 2));
        assertThat(fixture.committed(topic, PARTITIONS)).isEmpty();
    }

    @Test
    void shouldRefuseRecordsOutsideOfATransaction() {
        String topic = topic();
        Producer<String, String> producer = fixture.readyProducer(id);
        assertThatThrownBy(() -> send(producer, topic, "a")).isInstanceOf(MisuseException.class);
        assertThatThrownBy(producer::commitTransaction).isInstanceOf(MisuseException.class);
    }

    @Test
    void shouldEndEmptyTransactions() {
        Producer<String, String> producer = fixture.readyProducer(id);
        producer.beginTransaction();
        producer.commitTransaction();
        producer.beginTransaction();
        producer.abortTransaction();
    }

    @Test
    void shouldDoWithoutBlocking() throws Exception {
        String topic = topic();
        Producer<String, String> producer = fixture.producer(id, Map.of());
        producer.partitionsFor(topic); // a send would wait for it, and futures complete where nothing may wait
        producer.initTransactionsAsync()
                .thenCompose(ready -> producer.beginTransactionAsync())
                .thenCompose(begun -> producer.send(new ProducerRecord<>(topic, 0, null, "a")))
                .thenCompose(sent -> producer.commitTransactionAsync())
                .get(30, TimeUnit.SECONDS);
        fixture.awaitCommitted(topic, PARTITIONS, List.of("a"));
    }
}
