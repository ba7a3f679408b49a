package dev.leat.cli.verb;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A number of bytes as people write it: {@code 4096}, {@code 64k}, {@code 1M}; k, m and g count in 1024s.
 *
 * @param bytes at least 1
 */
public record ByteSize(int bytes) {
    /** Reads the value of an option. */
    public static final class Converter implements ITypeConverter<ByteSize> {
        @Override
        public ByteSize convert(String text) {
            return parse(text);
        }
    }

    static ByteSize parse(String text) {
        try {
            return new ByteSize(Math.toIntExact(count(text)));
        } catch (ArithmeticException | NumberFormatException wrong) {
            throw new TypeConversionException("'" + text + "' is no size such as 4096, 64k or 1M (below 2G)");
        }
    }

    /**
     * Bytes that {@code text} tells, at least 1.
     *
     * @throws NumberFormatException if it tells none
     * @throws ArithmeticException if it tells more than a {@code long} holds
     */
    public static long count(String text) {
        String digits = text.trim().toLowerCase(Locale.ROOT);
        int unit = digits.isEmpty() ? -1 : "kmg".indexOf(digits.charAt(digits.length() - 1));
        String number = unit >= 0 ? digits.substring(0, digits.length() - 1) : digits;
        long bytes = Math.multiplyExact(Long.parseLong(number), 1L << 10 * (unit + 1));
        if (bytes < 1) {
            throw new NumberFormatException("not positive");
        }
        return bytes;
    }
}
