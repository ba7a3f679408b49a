package dev.leat.storage.log;

import static dev.leat.storage.log.TestBatches.aBatch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.CompressionType;
import dev.leat.storage.fs.DiskDir;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apache Kafka's own DumpLogSegments reads what we write, in a process of its own, and holds indexes against the data. */
class KafkaReadsOurFilesTest {
    private static final Path KAFKA = Path.of("..", "interop", "apache-kafka", "run");
    private static final TopicPartition PARTITION = new TopicPartition("ours", 0);

    @TempDir
    Path temporary;

    @Test
    void shouldPassKafkasChecks() throws Exception {
        writeLog();
        String files = files(".log", ".index", ".timeindex", ".snapshot", ".txnindex");
        String dump = kafka("org.apache.kafka.tools.DumpLogSegments", "--print-data-log", "--files", files);
        assertThat(dump)
                .doesNotContainIgnoringCase("mismatch")
                .doesNotContainIgnoringCase("invalid")
                .doesNotContainIgnoringCase("not found")
                .doesNotContainIgnoringCase("out of order")
                .doesNotContainIgnoringCase("exception")
                .doesNotContainIgnoringCase("corrupt");
        assertThat(dump)
                .contains("payload: record 0 ", "payload: record 999 ", "endTxnMarker: COMMIT", "endTxnMarker: ABORT");
        assertThat(dump).contains("producerId: 7 producerEpoch: 2", "compresscodec: zstd", "partitionLeaderEpoch: 4");
        assertThat(dump.lines().filter(line -> line.contains("isvalid: true")).count())
                .isEqualTo(1_004);
        assertThat(dump.lines()
                        .filter(line -> line.startsWith("version: 0 producerId: 8"))
                        .count())
                .as("aborted transactions")
                .isEqualTo(1);
    }

    @Test
    void shouldPassKafkasSanityCheckOfIndexes() throws Exception {
        writeLog();
        String files = files(".index", ".timeindex");
        String dump = kafka("org.apache.kafka.tools.DumpLogSegments", "--index-sanity-check", "--files", files);
        long passed = dump.lines()
                .filter(line -> line.contains("passed sanity check") || line.endsWith("is empty."))
                .count();
        assertThat(passed).isEqualTo(files.split(",").length).isGreaterThan(4);
    }

    private void writeLog() throws Exception {
        LogConfig config = LogConfig.builder()
                .segmentBytes(60_000)
                .indexIntervalBytes(1_000)
                .build();
        LogDirectory directory = new LogDirectoryLoader(
                        DiskDir.at(temporary), partition -> config, RecoveryListener.SILENT, 0)
                .load(Runnable::run);
        PartitionLog log = directory.create(PARTITION, new Uuid(3, 4), config, 0);
        CompressionType[] codecs = CompressionType.values();
        for (int i = 0; i < 1_000; i++) {
            Compression codec = Compression.of(codecs[i / 5 % codecs.length]);
            String value = "record " + i + " " + "x".repeat(i % 200);
            long jitter = i * 7919L % 500;
            log.append(
                    List.of(aBatch().from(7, 2, i)
                            .compressed(codec)
                            .at(1_700_000_000_000L + i * 100 + jitter)
                            .of(value)),
                    i < 500 ? 1 : 4,
                    0);
        }
        for (boolean commit : new boolean[] {true, false}) {
            long producer = commit ? 9 : 8;
            log.append(
                    List.of(
                            aBatch().from(producer, 0, 0)
                                    .transactional()
                                    .at(1_800_000_000_000L)
                                    .of("in transaction"),
                            aBatch().from(producer, 0, -1)
                                    .at(1_800_000_000_000L)
                                    .marker(commit, 3)),
                    4,
                    0);
        }
        directory.close(-1, 0);
    }

    /** All files of these kinds, separated by commas. */
    private String files(String... suffixes) throws Exception {
        try (Stream<Path> files = Files.list(temporary.resolve("ours-0"))) {
            return files.map(Path::toString)
                    .filter(name -> Stream.of(suffixes).anyMatch(name::endsWith))
                    .sorted()
                    .collect(Collectors.joining(","));
        }
    }

    private String kafka(String... words) throws Exception {
        Path output = temporary.resolve("output");
        List<String> command =
                Stream.concat(Stream.of(KAFKA.toString()), Stream.of(words)).toList();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exit = process.waitFor();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(exit).as(text).isZero();
        return text;
    }
}
