package dev.leat.broker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.broker.config.LimitSettings;
import dev.leat.broker.config.Setting;
import dev.leat.protocol.message.ApiKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Metrics metrics = new Metrics();

    @Test
    void shouldHaveAMetricForEveryLimit() {
        List<Setting<?>> counted =
                Arrays.stream(Limit.values()).<Setting<?>>map(Limit::setting).toList();
        assertThat(counted).containsAll(LimitSettings.ALL).doesNotHaveDuplicates();
    }

    @Test
    void shouldDescribeEachMetricUnderANameOfItsOwn() {
        List<Metric> all = Stream.<Metric[]>of(
                        NetworkMetric.values(), PartitionMetric.values(), Limit.values(), Gauge.values())
                .flatMap(Arrays::stream)
                .toList();
        assertThat(all).extracting(Metric::fullName).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(metric -> assertThat(metric.text()).endsWith("."));
        assertThat(NetworkMetric.BYTES_SENT.fullName()).isEqualTo("network_bytes_sent");
    }

    @Test
    void shouldShowCountersAndTheGaugesThatHaveASource() {
        metrics.network().add(NetworkMetric.BYTES_RECEIVED, 7);
        metrics.limits().increment(Limit.CONNECTIONS);
        metrics.gauge(Gauge.CONNECTIONS, () -> 5);
        assertThat(metrics.snapshot().values())
                .containsEntry("network_bytes_received", 7L)
                .containsEntry("limit_connections", 1L)
                .containsEntry("partition_records_appended", 0L)
                .containsEntry("broker_connections", 5L)
                .doesNotContainKey("broker_partitions");
    }

    @Test
    void shouldLoseNoCountBetweenThreads() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                for (int n = 0; n < 10_000; n++) {
                    metrics.partitions().increment(PartitionMetric.BATCHES_APPENDED);
                    metrics.requests().answered(ApiKey.PRODUCE, 2_000, 3_000);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(metrics.partitions().get(PartitionMetric.BATCHES_APPENDED)).isEqualTo(40_000);
        RequestMetrics.Snapshot produce = snapshotOf(ApiKey.PRODUCE);
        assertThat(produce.requests()).isEqualTo(40_000);
        assertThat(produce.local().getTotalCount()).isEqualTo(40_000);
    }

    @Test
    void shouldKnowOnlyApisThatWereAsked() {
        metrics.requests().answered(ApiKey.FETCH, 20_000, 30_000);
        assertThat(metrics.requests().snapshot()).containsOnlyKeys(ApiKey.FETCH);
        Histogram total = snapshotOf(ApiKey.FETCH).total();
        assertThat(total.getValueAtPercentile(50)).isEqualTo(30);
    }

    @Test
    void shouldKeepWhatWasRecordedBeforeAnEarlierLook() {
        Latency latency = new Latency();
        latency.recordNanos(5_000);
        assertThat(latency.snapshot().getTotalCount()).isEqualTo(1);
        latency.recordNanos(7_000);
        assertThat(latency.snapshot().getTotalCount()).isEqualTo(2);
        assertThat(latency.snapshot().getMaxValue()).isEqualTo(7);
    }

    @Test
    void shouldTakeDurationsNoClockShouldGive() {
        Latency latency = new Latency();
        latency.recordNanos(-1);
        latency.recordNanos(Long.MAX_VALUE);
        assertThat(latency.snapshot().getMinValue()).isZero();
        assertThat(latency.snapshot().getMaxValue())
                .isGreaterThanOrEqualTo(3_600_000_000L)
                .isLessThan(3_700_000_000L);
    }

    private RequestMetrics.Snapshot snapshotOf(ApiKey api) {
        return Objects.requireNonNull(metrics.requests().snapshot().get(api));
    }
}
