/**
 * Turns message schemas into Java records and codecs while the protocol module is built; not part of the product.
 *
 * <p>A schema file describes one API (a request and its response) or one message:
 *
 * <pre>
 * api DELETE_TOPICS versions 1-6 flexible 4+     # which of the versions have compact lengths and tags (KIP-482)
 *
 * request DeleteTopicsRequest
 *   topics         []DeleteTopicState 6+         # an array of structs, whose fields are indented
 *     name         string? = null                # nullable, and null when left out
 *     topicId      uuid
 *   topicNames     []string 1-5 ignorable        # dropped silently where a version does not carry it
 *   timeoutMs      int32
 *
 * response DeleteTopicsResponse
 *   ...
 * </pre>
 *
 * <p>A field is {@code name type[?[versions]] [versions] [= default] [tag n] [ignorable] [inflexible]}: {@code ?} with
 * versions is nullable in these only; versions left out mean all; a tagged field is in no fixed place and only sent when
 * it differs from its default; an inflexible one keeps its old form in flexible versions. A struct is described where its
 * name occurs first. {@code message Name versions … flexible …} describes a single message, with its fields below.
 *
 * <p>Owner thread: main. May import: the JDK only.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.protocol.generator;
