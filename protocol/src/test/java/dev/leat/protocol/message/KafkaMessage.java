package dev.leat.protocol.message;

import dev.leat.base.RandomSource;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.Struct;

/** A message type as Kafka's own clients know it: the other side of the golden tests. */
final class KafkaMessage {
    private final Class<?> type;

    private KafkaMessage(Class<?> type) {
        this.type = type;
    }

    /** The class for our message {@code name}; requests, responses and headers have {@code Data} at their end. */
    static KafkaMessage named(String name) {
        String data = name.startsWith("ConsumerProtocol") ? name : name + "Data";
        try {
            return new KafkaMessage(Class.forName("org.apache.kafka.common.message." + data));
        } catch (ClassNotFoundException e) {
            throw new AssertionError("Kafka has no message " + name, e);
        }
    }

    /** A message of that version with values by chance, and its bytes. */
    Message random(RandomSource random, short version) {
        Struct struct = new RandomStructs(random).struct(schema(version));
        ByteBuffer bytes = ByteBuffer.allocate(struct.sizeOf());
        struct.writeTo(bytes);
        return parse(bytes.flip(), version);
    }

    Message parse(ByteBuffer bytes, short version) {
        Message message = fresh();
        message.read(new ByteBufferAccessor(bytes), version);
        return message;
    }

    /** A message no field of which was set. */
    Message fresh() {
        try {
            return (Message) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    static byte[] bytes(Message message, short version) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer bytes = ByteBuffer.allocate(message.size(cache, version));
        message.write(new ByteBufferAccessor(bytes), cache, version);
        return bytes.array();
    }

    private Schema schema(short version) {
        try {
            Field schemas = type.getField("SCHEMAS");
            return ((Schema[]) schemas.get(null))[version];
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
