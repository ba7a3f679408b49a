package dev.leat.producer;

import dev.leat.client.serde.Header;
import dev.leat.client.serde.Headers;
import dev.leat.protocol.record.Varints;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** The header section of a record: their count, then name and value of each (format 2, KIP-82). */
final class HeaderBytes {
    private static final byte[] NONE = {0};

    private HeaderBytes() {}

    static byte[] of(Headers headers) {
        if (headers.isEmpty()) {
            return NONE;
        }
        ByteBuf out = Unpooled.buffer();
        Varints.writeInt(out, headers.size());
        for (Header header : headers) {
            Varints.writeInt(out, ByteBufUtil.utf8Bytes(header.key()));
            ByteBufUtil.writeUtf8(out, header.key());
            byte[] value = header.value();
            Varints.writeInt(out, value == null ? -1 : value.length);
            if (value != null) {
                out.writeBytes(value);
            }
        }
        return ByteBufUtil.getBytes(out);
    }
}
