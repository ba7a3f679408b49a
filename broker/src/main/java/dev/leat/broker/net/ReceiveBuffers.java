package dev.leat.broker.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/** Makes a channel's socket reads land in its {@link FrameAssembler}'s buffer. */
final class ReceiveBuffers extends DefaultMaxMessagesRecvByteBufAllocator {
    private static final int READS_PER_WAKEUP = 16;

    private final FrameAssembler assembler;

    ReceiveBuffers(FrameAssembler assembler) {
        super(READS_PER_WAKEUP);
        this.assembler = assembler;
    }

    @Override
    public Handle newHandle() {
        return new AssemblerHandle();
    }

    private final class AssemblerHandle extends MaxMessageHandle {
        @Override
        public ByteBuf allocate(ByteBufAllocator ignored) {
            return assembler.bufferForRead();
        }

        @Override
        public int guess() {
            return FrameAssembler.FREE_BYTES;
        }
    }
}
