/**
 * {@code leat topic}: create, list, describe, delete.
 *
 * <p>Owner thread: main. May import: {@code client-core}, {@code cli.verb}, {@code cli.output}, picocli.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.cli.topic;
