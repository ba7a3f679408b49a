/**
 * What several verbs share: their options and how values are read, waiting for answers, explaining failures.
 *
 * <p>Owner thread: main. May import: {@code base}, {@code client-core}, {@code cli.output}, picocli.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.cli.verb;
