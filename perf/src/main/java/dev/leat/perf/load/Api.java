package dev.leat.perf.load;

import java.util.Locale;

/** What bare requests ask for. */
public enum Api {
    PRODUCE,
    FETCH,
    API_VERSIONS,
    METADATA;

    /** As it is typed and reported. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
