@org.jspecify.annotations.NullMarked
package dev.leat.producer;
