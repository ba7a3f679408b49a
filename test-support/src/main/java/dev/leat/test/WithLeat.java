package dev.leat.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a running broker, as a parameter of type {@link TestBroker} of its constructor, its tests and its
 * life cycle methods:
 *
 * <pre>{@code
 * @WithLeat
 * class OrdersTest {
 *     @Test
 *     void shouldAnnounceANewOrder(TestBroker broker) {
 *         var producer = new KafkaProducer<String, String>(Map.of("bootstrap.servers", broker.bootstrapServers(), …));
 * }</pre>
 *
 * <p>The broker is there before the class's own {@code @BeforeAll} methods, and before extensions that are registered
 * after this one.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LeatExtension.class)
public @interface WithLeat {
    /** For {@link #publishAs}: where tests written for Spring's embedded broker look. */
    String SPRING = "spring.embedded.kafka.brokers";

    /** Broker settings by Kafka's names, each as {@code name=value}. */
    String[] settings() default {};

    /** Topics that are there from the start, with {@code num.partitions} partitions each. */
    String[] topics() default {};

    Storage storage() default Storage.MEMORY;

    Coordination coordination() default Coordination.MEMORY;

    Lifetime lifetime() default Lifetime.CLASS;

    /** Port to listen on; 0 for a free one. */
    int port() default 0;

    /** System properties that hold {@code host:port} while the broker lives, {@link #SPRING} for one. */
    String[] publishAs() default {};
}
