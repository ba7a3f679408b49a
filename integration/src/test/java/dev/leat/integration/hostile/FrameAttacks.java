package dev.leat.integration.hostile;

import dev.leat.protocol.message.ApiKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Wrong frames, wrong headers, other protocols. */
final class FrameAttacks {
    private FrameAttacks() {}

    static List<Attack> all(long seed) {
        List<Attack> attacks = new ArrayList<>();
        lengths(attacks);
        otherProtocols(attacks, new Random(seed));
        keysAndVersions(attacks);
        clientIds(attacks);
        headerTags(attacks);
        return attacks;
    }

    private static void lengths(List<Attack> attacks) {
        byte[] fine = Frame.request(ApiKey.METADATA, 1).int32(0).done();
        byte[] content = Arrays.copyOfRange(fine, 4, fine.length);
        for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0x7fff_fff0, 1 << 30}) {
            attacks.add(Attack.mustClose(
                    "frame length " + length, new Frame().raw(content).doneSaying(length)));
        }
        for (int length = 0; length < 8; length++) {
            attacks.add(Attack.mustClose(
                    "frame of " + length + " bytes",
                    new Frame().raw(new byte[length]).done()));
        }
        for (int cut = 1; cut < fine.length; cut += 3) {
            byte[] start = Arrays.copyOf(fine, cut);
            attacks.add(Attack.mayWait("first " + cut + " bytes of a frame", start));
        }
        attacks.add(Attack.mayWait("50 MB announced, nothing sent", new Frame().doneSaying(50_000_000)));
        attacks.add(
                Attack.mustClose("length one short", new Frame().raw(content).doneSaying(content.length - 1)));
    }

    private static void otherProtocols(List<Attack> attacks, Random random) {
        attacks.add(Attack.mustClose("HTTP", ascii("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")));
        attacks.add(Attack.mustClose("HTTP POST", ascii("POST /topics HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}")));
        attacks.add(Attack.mustClose("SSH", ascii("SSH-2.0-OpenSSH_9.2\r\n")));
        attacks.add(Attack.mustClose("SMTP", ascii("EHLO mail.example.org\r\n")));
        byte[] hello = new byte[200];
        random.nextBytes(hello);
        System.arraycopy(
                new byte[] {0x16, 0x03, 0x01, 0x00, (byte) 0xc3, 0x01, 0x00, 0x00, (byte) 0xbf, 0x03, 0x03},
                0,
                hello,
                0,
                11);
        attacks.add(Attack.mustClose("TLS hello", hello));
        for (int i = 0; i < 50; i++) {
            byte[] noise = new byte[1 + random.nextInt(4_000)];
            random.nextBytes(noise);
            attacks.add(Attack.mayWait("noise " + i, noise)); // its first bytes may promise a frame that is allowed
        }
    }

    private static void keysAndVersions(List<Attack> attacks) {
        for (int key : new int[] {-1, 4, 5, 6, 7, 52, 62, 95, 1_000, Short.MAX_VALUE, Short.MIN_VALUE}) {
            attacks.add(Attack.mustClose(
                    "key " + key,
                    new Frame()
                            .int16(key)
                            .int16(0)
                            .int32(1)
                            .string("x")
                            .int32(0)
                            .done()));
        }
        for (ApiKey key :
                List.of(ApiKey.PRODUCE, ApiKey.FETCH, ApiKey.METADATA, ApiKey.CREATE_TOPICS, ApiKey.JOIN_GROUP)) {
            for (int version : new int[] {-1, 99, Short.MAX_VALUE, Short.MIN_VALUE}) {
                attacks.add(Attack.mustClose(
                        key + " v" + version,
                        new Frame()
                                .int16(key.id())
                                .int16(version)
                                .int32(1)
                                .string("x")
                                .int8(0)
                                .int32(0)
                                .done()));
            }
        }
    }

    private static void clientIds(List<Attack> attacks) {
        Frame start = new Frame().int16(ApiKey.METADATA.id()).int16(1).int32(1);
        attacks.add(Attack.answerOrClose(
                "client id of -2 bytes", start.int16(-2).int32(0).done()));
        start = new Frame().int16(ApiKey.METADATA.id()).int16(1).int32(1);
        attacks.add(Attack.mustClose(
                "client id past the frame", start.int16(200).int32(0).done()));
        start = new Frame().int16(ApiKey.METADATA.id()).int16(1).int32(1);
        attacks.add(
                Attack.answerOrClose("no client id", start.int16(-1).int32(0).done()));
        start = new Frame().int16(ApiKey.METADATA.id()).int16(1).int32(1);
        attacks.add(Attack.answerOrClose(
                "client id of 32 KiB", start.string("x".repeat(32_767)).int32(0).done()));
        start = new Frame().int16(ApiKey.METADATA.id()).int16(1).int32(1);
        attacks.add(Attack.answerOrClose(
                "client id of broken UTF-8",
                start.string("\u00ff\u00c0\u0080").int32(0).done()));
    }

    private static void headerTags(List<Attack> attacks) {
        attacks.add(Attack.mustClose(
                "2^31 header tags", metadata12().varint(Integer.MAX_VALUE).done()));
        attacks.add(
                Attack.mustClose("negative header tags", metadata12().varint(-1).done()));
        attacks.add(Attack.mustClose(
                "overlong varint",
                metadata12()
                        .raw(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1})
                        .done()));
        Frame flood = metadata12().varint(400_000);
        for (int tag = 0; tag < 400_000; tag++) {
            flood.varint(tag).varint(0);
        }
        attacks.add(Attack.mustClose("400,000 header tags", flood.done()));
        Frame same = metadata12().varint(2).varint(5).varint(0).varint(5).varint(0);
        attacks.add(Attack.answerOrClose(
                "one header tag twice", same.int8(1).int8(0).int8(0).int8(0).done()));
        attacks.add(Attack.mustClose(
                "header tag past the frame",
                metadata12().varint(1).varint(0).varint(1_000_000).done()));
    }

    /** A Metadata v12 header up to its tagged fields. */
    private static Frame metadata12() {
        return new Frame().int16(ApiKey.METADATA.id()).int16(12).int32(1).string("x");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
