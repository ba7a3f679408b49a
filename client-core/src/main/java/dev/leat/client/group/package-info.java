/**
 * What consumers tell of their groups and transactional producers pass on.
 *
 * <p>Owner thread: none, values only. May import: {@code base}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.client.group;
