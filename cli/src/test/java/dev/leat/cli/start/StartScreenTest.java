package dev.leat.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.cli.output.Style;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StartScreenTest {
    private record Broker(String address) implements RunningBroker {
        @Override
        public int brokerId() {
            return 1;
        }

        @Override
        public String clusterId() {
            return "c";
        }

        @Override
        public Path data() {
            return Path.of("/data");
        }

        @Override
        public String zookeeper() {
            return "inside";
        }

        @Override
        public void stop() {}

        @Override
        public void awaitEnd() {}
    }

    @Test
    void shouldSayWhereItListensAndWhatToTry() {
        assertThat(screen("127.0.0.1:9092"))
                .startsWith("Leat 1.0 listens on 127.0.0.1:9092, ready after 0.75 s\n")
                .contains("data       /data")
                .contains("  leat consume hello\n")
                .contains("Ctrl-C");
    }

    @Test
    void shouldNameTheAddressInEveryCommandWhenItIsNotTheDefault() {
        assertThat(screen("127.0.0.1:40001")).contains("leat produce hello -b 127.0.0.1:40001");
    }

    @Test
    void shouldFitOnAScreen() {
        assertThat(screen("127.0.0.1:9092").lines()).hasSizeLessThan(24);
    }

    private static String screen(String address) {
        return StartScreen.of(new Broker(address), "1.0", 750, new Style(false));
    }
}
