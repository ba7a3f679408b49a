package dev.leat.controller.store.fake;

import dev.leat.controller.store.NodeStat;
import java.util.TreeSet;

/** One node of the model. */
final class FakeNode {
    final long createdZxid;
    final long ephemeralOwner;
    final TreeSet<String> children = new TreeSet<>();
    byte[] data;
    long modifiedZxid;
    int version;
    int nextSequence;

    FakeNode(byte[] data, long zxid, long ephemeralOwner) {
        this.data = data;
        this.createdZxid = zxid;
        this.modifiedZxid = zxid;
        this.ephemeralOwner = ephemeralOwner;
    }

    NodeStat stat() {
        return new NodeStat(createdZxid, modifiedZxid, version, ephemeralOwner, children.size());
    }
}
