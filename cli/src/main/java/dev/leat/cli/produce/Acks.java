package dev.leat.cli.produce;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Who has to have a record before it counts as written. */
enum Acks {
    ALL("all"),
    LEADER("1"),
    NONE("0");

    private final String setting;

    Acks(String setting) {
        this.setting = setting;
    }

    /** As the producer's setting {@code acks} has it. */
    String setting() {
        return setting;
    }

    /** Reads {@code all}, {@code 1}, {@code 0}, and {@code -1} as other tools call {@code all}. */
    static final class Converter implements ITypeConverter<Acks> {
        @Override
        public Acks convert(String text) {
            return switch (text) {
                case "all", "-1" -> ALL;
                case "1" -> LEADER;
                case "0" -> NONE;
                default -> throw new TypeConversionException("'" + text + "' is none of all, 1 and 0");
            };
        }
    }
}
