@org.jspecify.annotations.NullMarked
package dev.leat.cli.start;
