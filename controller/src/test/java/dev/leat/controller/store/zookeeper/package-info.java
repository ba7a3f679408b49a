@org.jspecify.annotations.NullMarked
package dev.leat.controller.store.zookeeper;
