package dev.leat.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@WithLeat(settings = "num.partitions=3", topics = "orders", publishAs = WithLeat.SPRING)
class WithLeatTest {
    private static String addressAtFirst = "";
    private final TestBroker broker;

    WithLeatTest(TestBroker broker) {
        this.broker = broker;
    }

    @BeforeAll
    static void noteAddress(TestBroker broker) {
        addressAtFirst = broker.bootstrapServers();
        assertThat(System.getProperty("spring.embedded.kafka.brokers")).isEqualTo(addressAtFirst);
    }

    @Test
    void shouldGiveOneBrokerToConstructorAndTest(TestBroker parameter) {
        assertThat(parameter).isSameAs(broker);
        assertThat(broker.bootstrapServers()).isEqualTo(addressAtFirst);
    }

    @Test
    void shouldHaveTheTopicsThatWereAskedFor() throws Exception {
        Exchange.send(broker, "orders", "a");
        assertThat(Exchange.receive(broker, "orders", 1)).containsExactly("a");
    }

    @Nested
    class Inner {
        @Test
        void shouldShareTheBrokerWithTheClassAround(TestBroker parameter) {
            assertThat(parameter).isSameAs(broker);
        }
    }

    @Nested
    @WithLeat(lifetime = Lifetime.TEST)
    class OwnForEachTest {
        @Test
        void shouldDifferFromTheOneOfTheClass(TestBroker parameter) {
            assertThat(parameter.bootstrapServers()).isNotEqualTo(addressAtFirst);
        }
    }
}
