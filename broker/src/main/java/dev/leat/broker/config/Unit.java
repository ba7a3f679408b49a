package dev.leat.broker.config;

/** What a number counts; {@link #text()} is the word the documentation uses. */
public enum Unit {
    NONE(""),
    MS("ms"),
    MINUTES("minutes"),
    HOURS("hours"),
    BYTES("bytes"),
    COUNT("count"),
    RATIO("ratio");

    private final String text;

    Unit(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
