package dev.leat.perf;

import dev.leat.cli.verb.ByteSize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How much there is in a topic, written as a {@link ByteSize} is, but not bound by what fits into memory.
 *
 * @param bytes at least 1
 */
record DataSize(long bytes) {
    /** Reads the value of an option. */
    static final class Converter implements ITypeConverter<DataSize> {
        @Override
        public DataSize convert(String text) {
            try {
                return new DataSize(ByteSize.count(text));
            } catch (ArithmeticException | NumberFormatException wrong) {
                throw new TypeConversionException("'" + text + "' is no size such as 64k, 256m or 5g");
            }
        }
    }
}
