package dev.leat.client.metadata;

/** What a coordinator looks after; the order is the protocol's numbering. */
public enum CoordinatorType {
    /** Consumer groups, by group id. */
    GROUP,
    /** Transactions, by transactional id. */
    TRANSACTION;

    byte code() {
        return (byte) ordinal();
    }

    /** For messages: {@code group 'a'}. */
    String naming(String key) {
        return (this == GROUP ? "group '" : "transactional id '") + key + "'";
    }
}
