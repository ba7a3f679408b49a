package dev.leat.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Logs to standard error; found by Logback as a service. In code, because reading a configuration file would cost every
 * command a tenth of a second.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{0} %msg%n";

    private static volatile Level level = Level.WARN;

    /** Takes effect if nothing was logged yet. */
    static void choose(Level lowest) {
        level = lowest;
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        ConsoleAppender<ILoggingEvent> standardError = new ConsoleAppender<>();
        standardError.setContext(context);
        standardError.setTarget("System.err");
        standardError.setEncoder(encoder);
        standardError.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(level);
        root.addAppender(standardError);
        if (level == Level.WARN) {
            context.getLogger("dev.leat.client.metadata").setLevel(Level.ERROR); // verbs tell themselves what fails
        }
        context.getLogger("org.apache.zookeeper").setLevel(Level.WARN); // its INFO is a page at every start
        context.getLogger("org.apache.zookeeper.ClientCnxn").setLevel(Level.ERROR); // a stack trace at every attempt
        context.getLogger("org.apache.zookeeper.server.ServerCnxnFactory").setLevel(Level.ERROR); // warns of a default
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
