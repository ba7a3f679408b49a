package dev.leat.broker.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How settings are spelled as environment variables: a prefix, upper case, {@code _} for a dot, {@code __} for a dash,
 * {@code ___} for an underscore. {@code LEAT_LOG_DIRS} is {@code log.dirs}, {@code LEAT_LANE_THREADS} is
 * {@code leat.lane.threads}.
 */
final class EnvironmentNames {
    static final String LEAT = "LEAT_";
    static final String KAFKA = "KAFKA_";

    /** Read by start scripts and container images, not by the broker. */
    private static final Set<String> SCRIPTS = Set.of(
            "LEAT_JVM_OPTS",
            "LEAT_BOOTSTRAP",
            "LEAT_HOME",
            "KAFKA_OPTS",
            "KAFKA_HOME",
            "KAFKA_VERSION",
            "KAFKA_DEBUG",
            "KAFKA_HEAP_OPTS",
            "KAFKA_JMX_OPTS",
            "KAFKA_JMX_PORT",
            "KAFKA_JMX_HOSTNAME",
            "KAFKA_LOG4J_OPTS",
            "KAFKA_GC_LOG_OPTS",
            "KAFKA_JVM_PERFORMANCE_OPTS");

    /** Links to services that Kubernetes puts into every container when a service is called "kafka" or "leat". */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("(KAFKA|LEAT)_(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT|PORT_\\d+_(TCP|UDP)(_.*)?)");

    private EnvironmentNames() {}

    /** True for variables that bear a prefix of ours and are not meant as settings. */
    static boolean isForTheScripts(String variable) {
        return SCRIPTS.contains(variable) || SERVICE_LINK.matcher(variable).matches();
    }

    /** The name of the setting that {@code variable}, which begins with {@code prefix}, stands for. */
    static String settingOf(String prefix, String variable) {
        String name = unspell(variable.substring(prefix.length()));
        String ourOwn = "leat." + name;
        return prefix.equals(LEAT) && Settings.findBroker(ourOwn).isPresent() ? ourOwn : name;
    }

    private static String unspell(String spelled) {
        return spelled.toLowerCase(Locale.ROOT)
                .replace("___", "\0")
                .replace("__", "-")
                .replace('_', '.')
                .replace('\0', '_');
    }
}
