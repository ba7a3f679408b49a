package dev.leat.protocol.wire;

/**
 * What Netty tells the JVM's flight recorder of its buffers. It prepares for that when the first buffer is made, recording
 * or not, with dozens of classes that are generated for it: 150 to 250 ms of a broker's start.
 */
public final class NettyEvents {
    private static final String SWITCH = "io.netty.jfr.enabled";

    private NettyEvents() {}

    /** Does without, unless somebody has set Netty's property. Call before anything of Netty is used. */
    public static void leaveOut() {
        if (System.getProperty(SWITCH) == null) {
            System.setProperty(SWITCH, "false");
        }
    }
}
