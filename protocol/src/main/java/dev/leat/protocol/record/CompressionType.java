package dev.leat.protocol.record;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the records of a batch are compressed: bits 0 to 2 of its attributes. */
public enum CompressionType {
    NONE(0, "none", "", ""),
    GZIP(1, "gzip", "", ""),
    SNAPPY(2, "snappy", "org.xerial.snappy:snappy-java", "org.xerial.snappy.Snappy"),
    LZ4(3, "lz4", "at.yawk.lz4:lz4-java", "net.jpountz.lz4.LZ4Factory"),
    /** Known to clients from Produce 7 and Fetch 10 on (KIP-110). */
    ZSTD(4, "zstd", "com.github.luben:zstd-jni", "com.github.luben.zstd.Zstd");

    private static final CompressionType[] BY_ID = values();

    private final int id;
    private final String configName;
    private final String library;
    private final String itsClass;

    CompressionType(int id, String configName, String library, String itsClass) {
        this.id = id;
        this.configName = configName;
        this.library = library;
        this.itsClass = itsClass;
    }

    /** Looked for when somebody asks for the first one: who does not compress has no use for them at the start. */
    private static final class Libraries {
        static final Set<CompressionType> PRESENT = EnumSet.noneOf(CompressionType.class);

        static {
            for (CompressionType type : BY_ID) {
                if (exists(type.itsClass)) {
                    PRESENT.add(type);
                }
            }
        }

        private static boolean exists(String name) {
            try {
                Class.forName(name, false, CompressionType.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException missing) {
                return false;
            }
        }
    }

    /** Whether the codec's library is on the class path: clients bring none, so that who does not compress has none. */
    public boolean isAvailable() {
        return itsClass.isEmpty() || Libraries.PRESENT.contains(this);
    }

    /** The Maven artefact that has the codec; empty if the JDK has it. */
    public String library() {
        return library;
    }

    /** The number in the attributes of a batch, 0 to 4. */
    public int id() {
        return id;
    }

    /** The value of {@code compression.type} that means this. */
    public String configName() {
        return configName;
    }

    /** The codec with this number, null if there is none. */
    public static @Nullable CompressionType forId(int id) {
        return id >= 0 && id < BY_ID.length ? BY_ID[id] : null;
    }

    /** The codec with this configuration name, null if there is none; {@code producer} and {@code uncompressed} are no codecs. */
    public static @Nullable CompressionType forConfigName(String name) {
        for (CompressionType type : BY_ID) {
            if (type.configName.equals(name)) {
                return type;
            }
        }
        return null;
    }
}
