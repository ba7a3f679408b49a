package dev.leat.broker.config;

/** How a setting may be changed. */
public enum Scope {
    /** Only by a restart of the broker. */
    READ_ONLY("restart"),
    /** While running, for one broker by its id. */
    PER_BROKER("per broker"),
    /** While running, for all brokers at once or for one by its id. */
    CLUSTER_WIDE("cluster-wide"),
    /** While running, for one topic. */
    TOPIC("per topic");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /** The word the documentation uses. */
    public String text() {
        return text;
    }
}
