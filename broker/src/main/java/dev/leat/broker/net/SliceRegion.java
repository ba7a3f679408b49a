package dev.leat.broker.net;

import dev.leat.storage.fs.FileSlice;
import io.netty.channel.DefaultFileRegion;
import java.nio.channels.FileChannel;

/** Part of a segment file on its way to a socket by sendfile; gives the slice back, and never closes the file itself. */
final class SliceRegion extends DefaultFileRegion {
    private final FileSlice slice;

    SliceRegion(FileSlice slice, FileChannel channel) {
        super(channel, slice.position(), slice.sizeInBytes());
        this.slice = slice;
    }

    @Override
    protected void deallocate() {
        slice.release();
    }
}
