@org.jspecify.annotations.NullMarked
package dev.leat.test.leak;
