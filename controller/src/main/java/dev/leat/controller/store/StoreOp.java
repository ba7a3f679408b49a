package dev.leat.controller.store;

/** One operation of an atomic write. Data is not copied. */
public sealed interface StoreOp {
    String path();

    /** As {@link CoordinationStore#create}. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Create(String path, byte[] data, CreateMode mode) implements StoreOp {}

    /** As {@link CoordinationStore#set}. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Set(String path, byte[] data, int expectedVersion) implements StoreOp {}

    /** As {@link CoordinationStore#delete}. */
    record Delete(String path, int expectedVersion) implements StoreOp {}

    /** Changes nothing, but lets the whole write fail unless the node is there with this version. */
    record CheckVersion(String path, int expectedVersion) implements StoreOp {}
}
