package dev.leat.client.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Hands on frames as they lie in the buffer that the socket was read into. Only right next to the socket: where something
 * stands between (TLS), frames are cut by Netty's decoder.
 */
final class FrameReceiver extends InboundHandler {
    private static final int READS_PER_WAKEUP = 16;

    private final FrameBuffer frames;

    /** Makes {@code channel} read into this receiver's buffers, which come from {@code allocator}. */
    FrameReceiver(SocketChannel channel, ByteBufAllocator allocator, int maxFrameBytes) {
        frames = new FrameBuffer(allocator, maxFrameBytes);
        channel.config().setRecvByteBufAllocator(new Buffers(frames));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ((ByteBuf) message).release(); // the frame buffer holds it too
        for (ByteBuf frame = poll(ctx); frame != null; frame = poll(ctx)) {
            ctx.fireChannelRead(frame);
        }
    }

    private @Nullable ByteBuf poll(ChannelHandlerContext ctx) {
        try {
            return frames.poll();
        } catch (RuntimeException unframed) {
            frames.release(); // the position in the stream is lost
            ctx.fireExceptionCaught(unframed);
            return null;
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        frames.release();
    }

    private static final class Buffers extends DefaultMaxMessagesRecvByteBufAllocator {
        private final FrameBuffer frames;

        Buffers(FrameBuffer frames) {
            super(READS_PER_WAKEUP);
            this.frames = frames;
        }

        @Override
        public Handle newHandle() {
            return new MaxMessageHandle() {
                @Override
                public ByteBuf allocate(ByteBufAllocator ignored) {
                    return frames.forRead();
                }

                @Override
                public int guess() {
                    return 64 << 10;
                }
            };
        }
    }
}
