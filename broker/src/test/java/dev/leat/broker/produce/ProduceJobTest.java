package dev.leat.broker.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.broker.partition.AppendResult;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ProduceRequest;
import dev.leat.protocol.message.ProduceResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProduceJobTest {
    private final List<List<PartitionOutcome>> completions = new CopyOnWriteArrayList<>();

    @Test
    void shouldBeCompleteAtOnceWithoutPartitions() {
        job(0);
        assertThat(completions).containsExactly(List.of());
    }

    @Test
    void shouldHandOnTheWholeWithTheLastOutcomeAndNotBefore() {
        ProduceJob job = job(3);
        PartitionOutcome[] outcomes = {appendedAt(10), appendedAt(11), appendedAt(12)};
        job.fill(2, outcomes[2]);
        job.fill(0, outcomes[0]);
        assertThat(completions).isEmpty();
        job.fill(1, outcomes[1]);
        assertThat(completions).containsExactly(List.of(outcomes));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldBeCompleteOnceHoweverManyThreadsFillIt(long seed) throws InterruptedException {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            completions.clear();
            int slots = 2 + random.nextInt(50);
            ProduceJob job = job(slots);
            int split = 1 + random.nextInt(slots - 1);
            Thread other = new Thread(() -> fill(job, split, slots), "filling");
            other.start();
            fill(job, 0, split);
            other.join();
            assertThat(completions).hasSize(1);
            assertThat(completions.get(0)).doesNotContainNull().hasSize(slots);
        }
    }

    @Test
    void shouldAnswerTopicsAndPartitionsInTheOrderOfTheRequest() {
        ProduceRequest request = ProduceRequest.builder()
                .topicData(List.of(topic("b", 3, 1), topic("a", 0)))
                .build();
        List<PartitionOutcome> outcomes = List.of(
                appendedAt(30), PartitionOutcome.refused(ErrorCode.MESSAGE_TOO_LARGE, "too large"), appendedAt(5));
        ProduceResponse response = ProduceJob.response(request, outcomes);
        List<String> told = new ArrayList<>();
        response.responses()
                .forEach(topic -> topic.partitionResponses()
                        .forEach(partition -> told.add(topic.name() + "-" + partition.index() + " error "
                                + partition.errorCode() + " at " + partition.baseOffset() + " "
                                + partition.errorMessage())));
        assertThat(told)
                .containsExactly("b-3 error 0 at 30 null", "b-1 error 10 at -1 too large", "a-0 error 0 at 5 null");
    }

    private ProduceJob job(int slots) {
        return new ProduceJob(ProduceRequest.DEFAULT, slots, completions::add);
    }

    private static void fill(ProduceJob job, int from, int to) {
        for (int slot = from; slot < to; slot++) {
            job.fill(slot, appendedAt(slot));
        }
    }

    private static PartitionOutcome appendedAt(long offset) {
        return PartitionOutcome.of(new AppendResult(ErrorCode.NONE, offset, offset, -1, 0));
    }

    private static ProduceRequest.TopicProduceData topic(String name, int... partitions) {
        List<ProduceRequest.PartitionProduceData> data = new ArrayList<>();
        for (int partition : partitions) {
            data.add(ProduceRequest.PartitionProduceData.builder()
                    .index(partition)
                    .build());
        }
        return ProduceRequest.TopicProduceData.builder()
                .name(name)
                .partitionData(data)
                .build();
    }
}
