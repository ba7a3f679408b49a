package dev.leat.controller.store.zookeeper;

import dev.leat.controller.store.CreateMode;
import dev.leat.controller.store.NodeStat;
import dev.leat.controller.store.StoreOp;
import dev.leat.controller.store.WatchEvent;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** The port's words in ZooKeeper's, and ZooKeeper's in the port's; what a request came to is {@link Outcomes}' part. */
final class Translation {
    private Translation() {}

    static WatchEvent.@Nullable Kind kindOf(org.apache.zookeeper.Watcher.Event.EventType type) {
        return switch (type) {
            case NodeCreated -> WatchEvent.Kind.CREATED;
            case NodeDeleted -> WatchEvent.Kind.DELETED;
            case NodeDataChanged -> WatchEvent.Kind.DATA_CHANGED;
            case NodeChildrenChanged -> WatchEvent.Kind.CHILDREN_CHANGED;
            default -> null;
        };
    }

    static NodeStat statOf(Stat stat) {
        return new NodeStat(
                stat.getCzxid(), stat.getMzxid(), stat.getVersion(), stat.getEphemeralOwner(), stat.getNumChildren());
    }

    static org.apache.zookeeper.CreateMode modeOf(CreateMode mode) {
        return switch (mode) {
            case PERSISTENT -> org.apache.zookeeper.CreateMode.PERSISTENT;
            case EPHEMERAL -> org.apache.zookeeper.CreateMode.EPHEMERAL;
            case PERSISTENT_SEQUENTIAL -> org.apache.zookeeper.CreateMode.PERSISTENT_SEQUENTIAL;
            case EPHEMERAL_SEQUENTIAL -> org.apache.zookeeper.CreateMode.EPHEMERAL_SEQUENTIAL;
        };
    }

    static Op opOf(StoreOp op) {
        if (op instanceof StoreOp.Create create) {
            return Op.create(create.path(), create.data(), ZooDefs.Ids.OPEN_ACL_UNSAFE, modeOf(create.mode()));
        }
        if (op instanceof StoreOp.Set set) {
            return Op.setData(set.path(), set.data(), set.expectedVersion());
        }
        if (op instanceof StoreOp.Delete delete) {
            return Op.delete(delete.path(), delete.expectedVersion());
        }
        if (op instanceof StoreOp.CheckVersion check) {
            return Op.check(check.path(), check.expectedVersion());
        }
        throw new AssertionError(op);
    }
}
