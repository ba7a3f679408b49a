/** Tests of the group coordinator: rules one by one, and random histories against the checkers. */
@org.jspecify.annotations.NullMarked
package dev.leat.controller.group;
