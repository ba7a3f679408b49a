package dev.leat.controller.group;

import dev.leat.controller.group.StoredRecord.GroupRemoved;
import dev.leat.controller.group.StoredRecord.GroupStored;
import dev.leat.controller.group.StoredRecord.OffsetRemoved;
import dev.leat.controller.group.StoredRecord.OffsetStored;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The groups of one partition by id, and how they are read back from its log. */
final class GroupTable {
    private final Map<String, Group> groups = new TreeMap<>();
    private final Function<Group, RebalanceProgress> progress;

    GroupTable(Function<Group, RebalanceProgress> progress) {
        this.progress = progress;
    }

    @Nullable
    Group find(String groupId) {
        return groups.get(groupId);
    }

    /** The group, made empty if there is none; {@link #dropIfUnused} when nothing came of it. */
    Group findOrCreate(String groupId) {
        return groups.computeIfAbsent(groupId, id -> new Group(id, progress));
    }

    /** All groups in order of id; the caller may change the table meanwhile. */
    Collection<Group> all() {
        return List.copyOf(groups.values());
    }

    void remove(Group group) {
        groups.remove(group.id(), group);
    }

    void dropIfUnused(Group group) {
        if (group.isUnused()) {
            remove(group);
        }
    }

    void clear() {
        groups.clear();
    }

    /** Applies a record of the log; records come in log order. */
    void replay(StoredRecord record) {
        if (record instanceof OffsetStored stored) {
            findOrCreate(stored.groupId()).offsets().apply(stored);
        } else if (record instanceof GroupStored stored) {
            findOrCreate(stored.groupId()).restore(stored.value());
        } else {
            Group group = find(record.groupId());
            if (group != null) {
                replayRemoval(group, record);
                dropIfUnused(group);
            }
        }
    }

    private static void replayRemoval(Group group, StoredRecord record) {
        if (record instanceof OffsetRemoved removed) {
            group.offsets().apply(removed);
        } else if (record instanceof GroupRemoved) {
            group.forget();
        }
    }
}
