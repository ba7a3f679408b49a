package dev.leat.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.wire.BufferPayload;
import io.netty.buffer.ByteBufUtil;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Holds a record of ours against an object of Kafka's, field by field and by name. */
final class SameFields {
    private static final Map<String, String> RENAMED =
            Map.of("RequestHeader.apiKey", "requestApiKey", "RequestHeader.apiVersion", "requestApiVersion");

    private SameFields() {}

    static void check(String path, @Nullable Object ours, @Nullable Object theirs) {
        if (ours instanceof Record record && theirs != null && !isValue(ours)) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                String name = component.getName();
                String qualified = record.getClass().getSimpleName() + "." + name;
                check(path + "." + name, get(ours, name), get(theirs, RENAMED.getOrDefault(qualified, name)));
            }
        } else if (ours instanceof List<?> list && theirs instanceof Collection<?> others) {
            assertThat(list).as(path).hasSameSizeAs(others);
            Iterator<?> other = others.iterator();
            for (int i = 0; i < list.size(); i++) {
                check(path + "[" + i + "]", list.get(i), other.next());
            }
        } else {
            assertThat(plain(ours)).as(path).isEqualTo(plain(theirs));
        }
    }

    private static boolean isValue(Object ours) {
        return ours instanceof Uuid || ours instanceof BufferPayload;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Bytes bytes) {
            return bytes.array();
        }
        if (value instanceof BufferPayload payload) {
            return ByteBufUtil.getBytes(payload.buffer());
        }
        if (value instanceof Uuid id) {
            return id.toString();
        }
        if (value instanceof org.apache.kafka.common.Uuid id) {
            return new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits()).toString();
        }
        if (value instanceof MemoryRecords records) {
            return Utils.toArray(records.buffer());
        }
        return value instanceof ByteBuffer buffer ? Utils.toArray(buffer) : value;
    }

    private static @Nullable Object get(Object object, String name) {
        try {
            return object.getClass().getMethod(name).invoke(object);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
