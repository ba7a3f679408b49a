/**
 * The coordination store on ZooKeeper 3.9, through its asynchronous client, and a ZooKeeper server inside the process.
 * The only package that sees ZooKeeper.
 *
 * <p>Owner thread: ZooKeeper's event thread hands every callback to the executor given; nothing else runs on it. May
 * import: {@code base}, {@code store}, ZooKeeper.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.controller.store.zookeeper;
