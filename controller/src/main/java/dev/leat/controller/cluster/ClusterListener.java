package dev.leat.controller.cluster;

/** Hears of every image in the order of their versions, on the controller's thread; must not block it. */
@FunctionalInterface
public interface ClusterListener {
    /** @param image the state after {@code delta} */
    void onChange(ClusterDelta delta, ClusterImage image);
}
