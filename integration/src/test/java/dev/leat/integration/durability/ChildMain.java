package dev.leat.integration.durability;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.leat.broker.config.BrokerConfig;
import dev.leat.broker.main.BrokerEnvironment;
import dev.leat.broker.main.LeatBroker;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** A process that is a broker; arguments are settings as name=value. Says {@link #READY} when it serves clients. */
final class ChildMain {
    static final String READY = "the broker is ready";

    private ChildMain() {}

    public static void main(String[] lines) throws Exception {
        ((Logger) LoggerFactory.getLogger("dev.leat.broker")).setLevel(Level.INFO);
        Map<String, String> settings = new HashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            settings.put(line.substring(0, equals), line.substring(equals + 1));
        }
        LeatBroker broker = LeatBroker.start(BrokerConfig.of(settings), BrokerEnvironment.real(reason -> {
            System.out.println("fault: " + reason);
            Runtime.getRuntime().halt(1);
        }));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "end"));
        System.out.println(READY);
        System.in.read(); // the parent's end: nothing of it survives
        System.exit(0);
    }
}
