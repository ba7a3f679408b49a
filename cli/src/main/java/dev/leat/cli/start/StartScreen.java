package dev.leat.cli.start;

import dev.leat.cli.output.CommandName;
import dev.leat.cli.output.Style;
import java.util.Locale;

/** The one screen that a started broker shows. */
final class StartScreen {
    private StartScreen() {}

    /**
     * @param upMs from the start of the process until the broker took connections, in ms
     */
    static String of(RunningBroker broker, String version, long upMs, Style style) {
        String address = broker.address();
        String seconds = String.format(Locale.ROOT, "%.2f", upMs / 1000.0);
        StringBuilder screen = new StringBuilder();
        screen.append(style.strong("Leat " + version + " listens on " + address))
                .append(", ready after " + seconds + " s\n\n");
        line(screen, style, "broker", broker.brokerId() + " of cluster " + broker.clusterId());
        line(screen, style, "data", broker.data().toString());
        line(screen, style, "ZooKeeper", broker.zookeeper());
        line(screen, style, "stop", "Ctrl-C");
        String bootstrap = address.equals("127.0.0.1:9092") ? "" : " -b " + address;
        screen.append("\nTry in another terminal:\n");
        screen.append("  " + CommandName.with("topic create hello -p 3"))
                .append(bootstrap)
                .append('\n');
        screen.append("  echo 'good morning' | " + CommandName.with("produce hello"))
                .append(bootstrap)
                .append('\n');
        screen.append("  " + CommandName.with("consume hello"))
                .append(bootstrap)
                .append('\n');
        screen.append("or any Kafka client with bootstrap.servers=")
                .append(address)
                .append('\n');
        return screen.toString();
    }

    private static void line(StringBuilder screen, Style style, String label, String text) {
        screen.append("  ")
                .append(style.dim(String.format(Locale.ROOT, "%-10s", label)))
                .append(' ')
                .append(text)
                .append('\n');
    }
}
