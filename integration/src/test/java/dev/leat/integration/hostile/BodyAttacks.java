package dev.leat.integration.hostile;

import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.MessageCodecs;
import dev.leat.protocol.wire.WireWriter;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Damaged bodies of every request: cut, counted wrong, random, followed by garbage. */
final class BodyAttacks {
    /** Requests that, where damage left them valid, may rightly wait, or want no answer (acks=0). */
    private static final Set<ApiKey> WAITING =
            EnumSet.of(ApiKey.PRODUCE, ApiKey.FETCH, ApiKey.JOIN_GROUP, ApiKey.SYNC_GROUP);

    private static final byte[] HUGE_COUNT = {0x7f, -1, -1, -1};
    private static final byte[] HUGE_VARINT = {-1, -1, -1, -1, 0x07};
    private static final int POSITIONS = 8;

    private BodyAttacks() {}

    /** Attacks on {@code key} at {@code version}; the same seed gives the same bytes. */
    static List<Attack> on(ApiKey key, int version, long seed) {
        Random random = new Random(seed * 31 + key.id() * 1_000L + version);
        List<byte[]> bodies = new ArrayList<>();
        byte[] valid = validBody(key, (short) version);
        for (int i = 0; i < POSITIONS && valid.length > 0; i++) {
            int at = random.nextInt(valid.length);
            bodies.add(Arrays.copyOf(valid, at));
            bodies.add(overwritten(valid, at, HUGE_COUNT));
            bodies.add(overwritten(valid, at, HUGE_VARINT));
        }
        for (int i = 0; i < POSITIONS; i++) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            bodies.add(noise);
        }
        bodies.add(filled(64, (byte) 0xff));
        bodies.add(filled(64, (byte) 0x7f));
        bodies.add(filled(4_000, (byte) 1));
        List<Attack> attacks = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            String name = key + " v" + version + " body " + i + " of seed " + seed;
            byte[] frame = Frame.request(key, version).raw(bodies.get(i)).done();
            attacks.add(WAITING.contains(key) ? Attack.mayWait(name, frame) : Attack.answerOrClose(name, frame));
        }
        return attacks;
    }

    /** Requests that are well formed and only large: what they ask for must not cost what they claim. */
    static List<Attack> large() {
        int names = 200_000;
        Frame metadata = Frame.request(ApiKey.METADATA, 8).int32(names);
        for (int i = 0; i < names; i++) {
            metadata.int16(0); // an empty name
        }
        metadata.int8(0).int8(0).int8(0); // make no topic, no authorized operations
        Frame fetch = Frame.request(ApiKey.FETCH, 4)
                .int32(-1)
                .int32(100)
                .int32(0)
                .int32(1 << 20)
                .int8(0);
        fetch.int32(1).string("none").int32(100_000);
        for (int partition = 0; partition < 100_000; partition++) {
            fetch.int32(partition).int64(0).int32(1 << 20);
        }
        Frame tags = Frame.request(ApiKey.API_VERSIONS, 3).int8(1).int8(1).varint(300_000);
        for (int tag = 0; tag < 300_000; tag++) {
            tags.varint(tag).varint(0);
        }
        Frame nested = Frame.request(ApiKey.PRODUCE, 7)
                .int16(-1)
                .int16(-1)
                .int32(1_000)
                .int32(100_000);
        for (int topic = 0; topic < 100_000; topic++) {
            nested.int16(0).int32(0);
        }
        return List.of(
                Attack.answerOrClose("metadata of 200,000 empty names", metadata.done()),
                Attack.answerOrClose("fetch of 100,000 partitions", fetch.done()),
                Attack.answerOrClose("300,000 tags in a body", tags.done()),
                Attack.answerOrClose("produce to 100,000 topics without name", nested.done()));
    }

    private static byte[] validBody(ApiKey key, short version) {
        WireWriter out = new WireWriter(UnpooledByteBufAllocator.DEFAULT);
        try {
            MessageCodecs.encodeRequest(emptyRequest(key), out, version);
            return out.finishAsBytes().array();
        } catch (IllegalArgumentException e) { // defaults that this version cannot carry
            out.abandon();
            return new byte[] {0, 0, 0, 0};
        }
    }

    /** The request with every field at its default. */
    private static ApiRequest emptyRequest(ApiKey key) {
        StringBuilder name = new StringBuilder("dev.leat.protocol.message.");
        for (String word : key.name().split("_")) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        try {
            Object builder =
                    Class.forName(name + "Request").getMethod("builder").invoke(null);
            return (ApiRequest) builder.getClass().getMethod("build").invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("no request class for " + key, e);
        }
    }

    private static byte[] overwritten(byte[] valid, int at, byte[] with) {
        byte[] damaged = Arrays.copyOf(valid, Math.max(valid.length, at + with.length) + 16);
        System.arraycopy(with, 0, damaged, at, with.length);
        return damaged;
    }

    private static byte[] filled(int length, byte value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
