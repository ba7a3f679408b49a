package dev.leat.cli.consume;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Standard output in bytes, which notices when nobody reads it any more. */
final class Output extends BufferedOutputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final PrintStream target;

    Output(PrintStream target) {
        super(target, BUFFER_BYTES);
        this.target = target;
    }

    /** The reader at the other end of the pipe went away: no failure, it has what it wanted. */
    static final class ReaderGone extends IOException {
        ReaderGone() {
            super("nobody reads the output");
        }
    }

    @Override
    public void flush() throws IOException {
        super.flush();
        if (target.checkError()) { // a PrintStream never throws
            throw new ReaderGone();
        }
    }

    static OutputStream standard() {
        return new Output(System.out);
    }
}
