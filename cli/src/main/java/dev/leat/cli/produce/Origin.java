package dev.leat.cli.produce;

/**
 * Where a record was read.
 *
 * @param input how to call the file, or nothing for standard input: {@code " of a.txt"}
 * @param unit what is counted there: {@code line}, {@code chunk}
 * @param number of that, from 1
 */
record Origin(String input, String unit, long number) {
    /** In words, up to the one with the number {@code last}. */
    String upTo(long last) {
        String numbers = last == number ? unit + " " + number : unit + "s " + number + " to " + last;
        return numbers + input;
    }
}
