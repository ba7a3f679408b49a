package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.SeededRandom;
import dev.leat.cli.start.TestBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verbs as typed, against a broker of this build. */
@Timeout(120)
class VerbsTest {
    @TempDir
    private static Path directory;

    private static TestBroker broker;
    private static Cli leat;

    @BeforeAll
    static void startBroker() {
        broker = new TestBroker(directory.resolve("data"));
        leat = new Cli(broker.address());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void shouldLeadATopicThroughItsLife() {
        assertThat(leat.run("topic", "create", "life", "-p", "3", "-c", "retention.ms=1000000")
                        .ok()
                        .out())
                .isEqualTo("created topic life: 3 partitions, 1 replica\n");
        assertThat(leat.run("topic", "list").ok().lines()).anyMatch(line -> line.matches("life +3 +1 +ok"));
        assertThat(leat.run("topic", "describe", "life").ok().out())
                .contains("PARTITION  LEADER")
                .containsPattern("retention.ms +1000000 +TOPIC");
        assertThat(leat.run("topic", "describe", "life", "-o", "json").ok().out())
                .startsWith("[{\"topic\":\"life\",\"id\":\"");
        assertThat(leat.run("topic", "delete", "life").ok().out()).isEqualTo("deleted topic life\n");
        assertThat(leat.run("topic", "list").ok().out()).doesNotContain("life");
    }

    @Test
    void shouldTellWhatIsWrongWithATopic() {
        leat.run("topic", "create", "payments").ok();
        Cli.Result again = leat.run("topic", "create", "payments");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("TOPIC_ALREADY_EXISTS (36)");
        assertThat(leat.run("topic", "create", "payments", "--if-not-exists")
                        .ok()
                        .out())
                .isEqualTo("topic payments exists\n");
        for (String verb : List.of("describe", "delete")) {
            Cli.Result misspelt = leat.run("topic", verb, "paymnets");
            assertThat(misspelt.exitCode()).isEqualTo(1);
            assertThat(misspelt.err()).contains("did you mean 'payments'?");
        }
        assertThat(leat.run("consume", "paymnets", "-e").err()).contains("did you mean 'payments'?");
        assertThat(leat.run("topic", "create", "bad name").err()).contains("INVALID_TOPIC_EXCEPTION");
        assertThat(leat.run("topic", "create", "bad", "-c", "no.such=1").err()).contains("INVALID_CONFIG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void shouldReadBackWhatWasWrittenInOrder(String codec) {
        String topic = "codec-" + codec;
        leat.run("topic", "create", topic, "-p", "1").ok();
        String text =
                IntStream.range(0, 20_000).mapToObj(i -> "line " + i + "\n").reduce("", String::concat);
        leat.runWith(text, "produce", topic, "-z", codec, "--batch-size", "16k").ok();
        assertThat(leat.run("consume", topic, "-e").ok().out()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "1", "0"})
    void shouldWriteWithEveryKindOfAcknowledgement(String acks) {
        String topic = "acks-" + acks;
        leat.run("topic", "create", topic, "-p", "1").ok();
        leat.runWith("a\nb\nc\n", "produce", topic, "--acks", acks, "--batch-size", "1")
                .ok();
        assertThat(leat.run("consume", topic, "-n", "3").ok().lines()).containsExactly("a", "b", "c");
    }

    @Test
    void shouldKeepBinaryFilesWhole() throws IOException {
        byte[] content = randomBytes(3_000_000, new SeededRandom(1, "file"));
        Path file = Files.write(directory.resolve("image"), content);
        leat.run("topic", "create", "image", "-p", "1").ok();
        leat.run("produce", "image", file.toString(), "--format", "chunks", "--chunk", "100k")
                .ok();
        assertThat(leat.run("consume", "image", "-e", "--format", "raw").ok().bytes())
                .isEqualTo(content);
    }

    @Test
    void shouldBeginWhereItIsTold() throws IOException {
        leat.run("topic", "create", "places", "-p", "2").ok();
        String old = "{\"value\":\"old\",\"timestamp\":1000}\n{\"value\":\"older\",\"timestamp\":999}\n";
        leat.runWith(old, "produce", "places", "-P", "0", "--format", "json").ok();
        leat.runWith("a\nb\nc\n", "produce", "places", "-P", "0").ok();
        leat.runWith("x\n", "produce", "places", "-P", "1").ok();
        assertThat(consume("places", "--from", "start", "-P", "0")).containsExactly("old", "older", "a", "b", "c");
        assertThat(consume("places", "--from", "3", "-P", "0")).containsExactly("b", "c");
        assertThat(consume("places", "--from", "-1")).containsExactlyInAnyOrder("c", "x");
        assertThat(consume("places", "--from", "@-1h")).containsExactlyInAnyOrder("a", "b", "c", "x");
        assertThat(consume("places", "--from", "@1000", "-P", "0")).hasSize(5);
        assertThat(consume("places", "--from", "end")).isEmpty();
        assertThat(consume("places", "-P", "0", "-n", "2")).containsExactly("old", "older");
    }

    @Test
    void shouldSayThatAnOffsetIsOutOfRange() {
        leat.run("topic", "create", "short", "-p", "1").ok();
        Cli.Result result = leat.run("consume", "short", "--from", "99", "-n", "1");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("OFFSET_OUT_OF_RANGE (1)").contains("--from start");
    }

    @Test
    void shouldSayWhichOffsetsThereAreInsteadOfOnePastTheEnd() {
        leat.run("topic", "create", "five", "-p", "1").ok();
        leat.runWith("1\n2\n3\n4\n5\n", "produce", "five").ok();
        Cli.Result result = leat.run("consume", "five", "--from", "6", "-e");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("there is no offset 6 in partition 0 of 'five': it holds the offsets 0 to 4")
                .contains("it was not written yet");
        assertThat(consume("five", "--from", "5"))
                .as("the next offset is no mistake")
                .isEmpty();
    }

    @Test
    void shouldGoOnInAGroupWhereItStopped() {
        leat.run("topic", "create", "work", "-p", "3").ok();
        leat.runWith("1\n2\n3\n4\n5\n", "produce", "work", "--batch-size", "1").ok();
        List<String> first = consume("work", "--group", "workers", "-n", "2");
        List<String> second = consume("work", "--group", "workers");
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        assertThat(first).hasSize(2);
        assertThat(all).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
        assertThat(consume("work", "--group", "workers")).isEmpty();
    }

    @Test
    void shouldCommitNoFurtherThanItWrote() {
        leat.run("topic", "create", "batch", "-p", "1").ok();
        leat.runWith("1\n2\n3\n4\n5\n", "produce", "batch").ok();
        assertThat(consume("batch", "--group", "readers", "-n", "2")).containsExactly("1", "2");
        assertThat(consume("batch", "--group", "readers", "-n", "1")).containsExactly("3");
        assertThat(consume("batch", "--group", "readers")).containsExactly("4", "5");
    }

    @Test
    void shouldBeginInAGroupWhereItIsTold() {
        leat.run("topic", "create", "fresh", "-p", "1").ok();
        leat.runWith("1\n2\n3\n", "produce", "fresh").ok();
        assertThat(consume("fresh", "--group", "late", "--from", "-1")).containsExactly("3");
        leat.runWith("4\n", "produce", "fresh").ok();
        assertThat(consume("fresh", "--group", "late", "--from", "start")).containsExactly("4");
    }

    @Test
    void shouldNameTheLineThatIsRefused() {
        leat.run("topic", "create", "latest", "-p", "1", "-c", "cleanup.policy=compact")
                .ok();
        String lines = "{\"key\":\"k\",\"value\":\"v\"}\n\n{\"value\":\"no key\"}\n";
        Cli.Result result = leat.runWith(lines, "produce", "latest", "--format", "json", "--batch-size", "1");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("error: line 3: writing 1 record to latest-0 failed")
                .contains("(1 record was acknowledged before)")
                .contains("INVALID_RECORD (87)");
        assertThat(consume("latest")).containsExactly("v");
    }

    @Test
    void shouldSayThatARecordIsTooLargeForItsTopic() {
        leat.run("topic", "create", "small", "-p", "1", "-c", "max.message.bytes=1000")
                .ok();
        Cli.Result result = leat.runWith("short\n" + "x".repeat(2_000) + "\n", "produce", "small");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("error: line 2: ")
                .contains("MESSAGE_TOO_LARGE (10)")
                .contains("raise max.message.bytes of the topic")
                .contains("leat topic describe TOPIC --all-settings -b " + broker.address());
        Path large = directory.resolve("large");
        writeZeros(large, 33 << 20);
        assertThat(leat.run("produce", "small", large.toString(), "--format", "whole")
                        .err())
                .startsWith("error: record 1 of " + large + " has 34,603,008 bytes")
                .contains("--format chunks");
    }

    private static void writeZeros(Path file, int bytes) {
        try {
            Files.write(file, new byte[bytes]);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void shouldWriteWhatStandsBeforeAMalformedLine() {
        leat.run("topic", "create", "cut", "-p", "1").ok();
        Cli.Result result = leat.runWith("a=1\nb=2\nplain\nc=3\n", "produce", "cut", "-s", "=");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("line 3 has no key separator '=' (2 records were acknowledged before)");
        assertThat(consume("cut")).containsExactly("1", "2");
    }

    @Test
    void shouldNameTheBrokersInItsHintsUnlessTheyAreTheUsualOnes() {
        assertThat(leat.run("consume", "nothing", "-e").err())
                .contains("leat topic create nothing -b " + broker.address() + "\n");
        assertThat(leat.run("topic", "delete", "nothing").err()).contains(" -b " + broker.address() + "\n");
        leat.run("topic", "create", "twice").ok();
        assertThat(leat.run("topic", "create", "twice").err()).contains("leat topic list -b " + broker.address());
    }

    @Test
    void shouldPutKeysIntoOnePartitionEach() {
        leat.run("topic", "create", "keys", "-p", "4").ok();
        String lines = IntStream.range(0, 200)
                .mapToObj(i -> "k" + i % 10 + "=" + i + "\n")
                .reduce("", String::concat);
        leat.runWith(lines, "produce", "keys", "-s", "=", "-H", "origin=test").ok();
        List<String> placed = consume("keys", "--format", "%k %p %h\\n");
        assertThat(placed).hasSize(200).allMatch(line -> line.endsWith("origin=test"));
        assertThat(placed.stream().distinct()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldCopyRecordsThroughJsonUnchanged(long seed) {
        SeededRandom random = new SeededRandom(seed, "records");
        List<String> records =
                IntStream.range(0, 300).mapToObj(i -> record(random)).toList();
        leat.run("topic", "create", "from-" + seed, "to-" + seed, "-p", "1").ok();
        leat.runWith(String.join("\n", records), "produce", "from-" + seed, "--format", "json")
                .ok();
        String read =
                leat.run("consume", "from-" + seed, "-e", "-o", "json").ok().out();
        leat.runWith(read, "produce", "to-" + seed, "--format", "json").ok();
        String copied =
                leat.run("consume", "to-" + seed, "-e", "-o", "json").ok().out();
        assertThat(copied.replace("to-" + seed, "from-" + seed))
                .as("seed %d", seed)
                .isEqualTo(read);
        assertThat(read.lines()).as("seed %d", seed).hasSize(300);
    }

    private static String record(SeededRandom random) {
        return "{" + field("key", random) + "," + field("value", random) + ",\"timestamp\":" + random.nextInt(1 << 30)
                + ",\"headers\":[{\"key\":\"h" + random.nextInt(3) + "\"," + field("value", random) + "}]}";
    }

    private static String field(String name, SeededRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> "\"" + name + "\":null";
            case 1 -> "\"" + name + "\":\"\"";
            case 2 -> "\"" + name + "\":\"gr\\u00fc\\n" + random.nextInt(1_000) + "\"";
            default ->
                "\"" + name + "Base64\":\""
                        + Base64.getEncoder().encodeToString(randomBytes(1 + random.nextInt(200), random)) + "\"";
        };
    }

    private static byte[] randomBytes(int count, SeededRandom random) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) random.nextLong();
        }
        return bytes;
    }

    private static List<String> consume(String topic, String... more) {
        List<String> args = new ArrayList<>(List.of("consume", topic, "-e"));
        args.addAll(List.of(more));
        return leat.run(args.toArray(String[]::new)).ok().lines();
    }
}
