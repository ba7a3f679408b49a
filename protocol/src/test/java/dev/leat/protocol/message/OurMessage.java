package dev.leat.protocol.message;

import dev.leat.protocol.wire.BufferPayload;
import dev.leat.protocol.wire.DecodeBudget;
import dev.leat.protocol.wire.MalformedMessageException;
import dev.leat.protocol.wire.Payload;
import dev.leat.protocol.wire.WireReader;
import dev.leat.protocol.wire.WireWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** A message type of ours, driven by its name. */
record OurMessage(String name) {
    /** Nothing to give back. */
    static final ByteBufAllocator HEAP = new UnpooledByteBufAllocator(false);

    private static final List<String> WITHOUT_KEY =
            List.of("RequestHeader", "ResponseHeader", "ConsumerProtocolSubscription", "ConsumerProtocolAssignment");

    /** A message in one of its versions. */
    record Version(OurMessage message, short version) {
        @Override
        public String toString() {
            return message.name + " v" + version;
        }
    }

    static Stream<OurMessage> requests() {
        return EnumSet.allOf(ApiKey.class).stream().filter(MessageCodecs::has).map(key -> of(key, "Request"));
    }

    /** Every request, response, header and consumer protocol message in every version. */
    static Stream<Version> allVersions() {
        Stream<OurMessage> responses =
                EnumSet.allOf(ApiKey.class).stream().filter(MessageCodecs::has).map(key -> of(key, "Response"));
        Stream<OurMessage> others = WITHOUT_KEY.stream().map(OurMessage::new);
        return Stream.of(requests(), responses, others).flatMap(all -> all).flatMap(OurMessage::versions);
    }

    Stream<Version> versions() {
        return java.util.stream.IntStream.rangeClosed(constant("OLDEST_VERSION"), constant("LATEST_VERSION"))
                .mapToObj(version -> new Version(this, (short) version));
    }

    short latestVersion() {
        return constant("LATEST_VERSION");
    }

    Object decode(ByteBuf in, short version) throws MalformedMessageException {
        WireReader reader = new WireReader(in, DecodeBudget.forMessageOf(in.readableBytes()));
        return call("decode", reader, version);
    }

    byte[] encode(Object message, short version) throws MalformedMessageException {
        WireWriter writer = new WireWriter(HEAP);
        call("encode", message, writer, version);
        return bytes(writer.finish());
    }

    static byte[] bytes(List<Payload> parts) {
        ByteBuf[] buffers =
                parts.stream().map(part -> ((BufferPayload) part).buffer()).toArray(ByteBuf[]::new);
        return ByteBufUtil.getBytes(Unpooled.wrappedUnmodifiableBuffer(buffers));
    }

    static OurMessage of(ApiKey key, String kind) {
        StringBuilder name = new StringBuilder();
        for (String word : key.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return new OurMessage(name + kind);
    }

    private short constant(String constant) {
        try {
            return codec().getField(constant).getShort(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private Class<?> codec() throws ClassNotFoundException {
        return Class.forName("dev.leat.protocol.message." + name + "Codec");
    }

    private Object call(String methodName, Object... arguments) throws MalformedMessageException {
        try {
            Method method = Arrays.stream(codec().getMethods())
                    .filter(candidate -> candidate.getName().equals(methodName))
                    .findFirst()
                    .orElseThrow();
            return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof MalformedMessageException malformed) {
                throw malformed;
            }
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new AssertionError(name, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
