/**
 * What verbs print: tables and JSON for results, four-part screens for failures.
 *
 * <p>Owner thread: main. May import: {@code base}, {@code client.error}, Jackson's streaming core, the table library.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.cli.output;
