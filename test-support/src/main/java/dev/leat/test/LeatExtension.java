package dev.leat.test;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts and ends the broker that {@link WithLeat} asks for. JUnit's store of the right scope keeps and closes it. */
final class LeatExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(LeatExtension.class);

    /** What makes two requests for a broker mean the same one. */
    private record Key(BrokerOptions options, List<String> topics) {}

    /** Closed by JUnit before 5.13 because of the one interface, and since then because of the other. */
    @SuppressWarnings("deprecation")
    private record Running(TestBroker broker) implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            broker.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        WithLeat wanted = wantedBy(context);
        if (wanted.lifetime() != Lifetime.TEST) {
            brokerOf(context, wanted);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        brokerOf(context, wantedBy(context));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestBroker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        WithLeat wanted = wantedBy(context);
        if (wanted.lifetime() == Lifetime.TEST && context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "with a broker per test, ask for it in the test or in a @BeforeEach method");
        }
        return brokerOf(context, wanted);
    }

    private static WithLeat wantedBy(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        for (Class<?> next = type; next != null; next = next.getEnclosingClass()) {
            var found = AnnotationSupport.findAnnotation(next, WithLeat.class);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new ExtensionConfigurationException(type.getName() + " has no @WithLeat");
    }

    private static TestBroker brokerOf(ExtensionContext context, WithLeat wanted) {
        ExtensionContext scope = wanted.lifetime() == Lifetime.RUN ? context.getRoot() : context;
        Key key = new Key(optionsOf(wanted), List.of(wanted.topics()));
        return scope.getStore(NAMESPACE)
                .getOrComputeIfAbsent(key, LeatExtension::start, Running.class)
                .broker();
    }

    private static Running start(Key key) {
        TestBroker broker = TestBroker.start(key.options());
        key.topics().forEach(broker::createTopic);
        return new Running(broker);
    }

    private static BrokerOptions optionsOf(WithLeat wanted) {
        return new BrokerOptions(
                        Map.of(), wanted.storage(), wanted.coordination(), wanted.port(), List.of(wanted.publishAs()))
                .withLines(List.of(wanted.settings()));
    }
}
