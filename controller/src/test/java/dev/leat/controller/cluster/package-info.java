@org.jspecify.annotations.NullMarked
package dev.leat.controller.cluster;
