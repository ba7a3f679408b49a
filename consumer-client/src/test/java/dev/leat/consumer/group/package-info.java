/** Tests of membership in a group. */
@org.jspecify.annotations.NullMarked
package dev.leat.consumer.group;
