package dev.leat.perf.report;

/** The keys of figures in words short enough for a row's name. */
public final class Words {
    private Words() {}

    /** A unit as people write it. */
    public static String unit(String unit) {
        return unit.equals("us") ? "\u00b5s" : unit;
    }

    /** What the figure {@code name} is; the name itself if nobody knows better. */
    public static String of(String name) {
        return switch (name) {
            case "brokerCpuSecondsPerGb" -> "broker CPU per GB";
            case "brokerCpuMicrosPerRequest" -> "broker CPU per request";
            case "brokerCpuMicrosPerRecord" -> "broker CPU per record";
            case "brokerPeakResidentMb" -> "peak resident memory";
            case "requestsPerSecond" -> "requests/s";
            case "recordsPerSecond" -> "records/s";
            case "mbPerSecond" -> "MB/s";
            case "latencyP50Micros" -> "p50";
            case "latencyP99Micros" -> "p99";
            case "latencyP999Micros" -> "p99.9";
            case "latencyMaxMicros" -> "slowest";
            case "startMillis" -> "start to first ack";
            case "restartMillis" -> "clean restart";
            case "recoveryMillis" -> "after kill -9";
            case "serveMillis" -> "until all serve";
            case "brokerCompilerCpuPercent" -> "of broker CPU, compilation";
            case "brokerContextSwitchesPerRecord" -> "broker switches per record";
            case "brokerContextSwitchesPerRequest" -> "broker switches per request";
            case "clientCpuSecondsPerGb" -> "client CPU per GB";
            case "clientCpuMicrosPerRequest" -> "client CPU per request";
            case "clientCpuMicrosPerRecord" -> "client CPU per record";
            default -> name;
        };
    }
}
