package dev.leat.consumer.jdbc;

import dev.leat.client.error.FatalException;
import dev.leat.client.error.FencedException;
import dev.leat.consumer.GroupMetadata;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.OffsetStore;
import dev.leat.protocol.model.TopicPartition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Keeps offsets in a database by plain SQL. To have each record take effect once, turn {@code enable.auto.commit} off and
 * write results and offsets in one transaction:
 *
 * <pre>{@code
 * connection.setAutoCommit(false);
 * for (RecordView<K, V> record : consumer.poll(timeout)) {
 *     write(connection, record);
 *     offsets.put(record.topicPartition(), new OffsetAndMetadata(record.offset() + 1));
 * }
 * store.store(connection, offsets, consumer.groupMetadata());
 * connection.commit();
 * }</pre>
 *
 * <p>A partition belongs to the member that claimed it last: what an earlier owner still wants to store is refused as a whole,
 * so its transaction is rolled back with the results in it.
 */
public final class JdbcOffsetStore implements OffsetStore {
    private final DataSource database;
    private final String groupId;
    private final String table;

    /**
     * @param table its name, as it may stand in SQL
     */
    public JdbcOffsetStore(DataSource database, String groupId, String table) {
        this.database = database;
        this.groupId = groupId;
        this.table = table;
    }

    /** Makes the table if it is not there. */
    public void createTable() {
        inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS " + table
                        + " (group_id VARCHAR(255) NOT NULL, topic VARCHAR(255) NOT NULL, partition_no INT NOT NULL,"
                        + " next_offset BIGINT, leader_epoch INT NOT NULL, remark VARCHAR(4096) NOT NULL,"
                        + " owner VARCHAR(255) NOT NULL, PRIMARY KEY (group_id, topic, partition_no))");
            }
        });
    }

    @Override
    public void claim(Set<TopicPartition> partitions, GroupMetadata owner) {
        inTransaction(connection -> {
            for (TopicPartition partition : partitions) {
                if (!update(connection, partition, owner)) {
                    insert(connection, partition, owner);
                }
            }
        });
    }

    private boolean update(Connection connection, TopicPartition partition, GroupMetadata owner) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE " + table + " SET owner = ? WHERE group_id = ? AND topic = ? AND partition_no = ?")) {
            update.setString(1, owner.memberId());
            key(update, 2, partition);
            return update.executeUpdate() == 1;
        }
    }

    private void insert(Connection connection, TopicPartition partition, GroupMetadata owner) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table
                + " (group_id, topic, partition_no, next_offset, leader_epoch, remark, owner)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            key(insert, 1, partition);
            insert.setNull(4, Types.BIGINT);
            insert.setInt(5, OffsetAndMetadata.NO_EPOCH);
            insert.setString(6, "");
            insert.setString(7, owner.memberId());
            insert.executeUpdate();
        }
    }

    private void key(PreparedStatement statement, int first, TopicPartition partition) throws SQLException {
        statement.setString(first, groupId);
        statement.setString(first + 1, partition.topic());
        statement.setInt(first + 2, partition.partition());
    }

    @Override
    public void store(Map<TopicPartition, OffsetAndMetadata> offsets, GroupMetadata owner) {
        inTransaction(connection -> store(connection, offsets, owner));
    }

    /**
     * Stores progress in the caller's transaction, which the caller commits or, after a failure, rolls back.
     *
     * @throws FencedException if another member has claimed one of the partitions
     * @throws SQLException what the database says
     */
    public void store(Connection connection, Map<TopicPartition, OffsetAndMetadata> offsets, GroupMetadata owner)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + table
                + " SET next_offset = ?, leader_epoch = ?, remark = ?"
                + " WHERE group_id = ? AND topic = ? AND partition_no = ? AND owner = ?")) {
            for (Map.Entry<TopicPartition, OffsetAndMetadata> offset : offsets.entrySet()) {
                update.setLong(1, offset.getValue().offset());
                update.setInt(2, offset.getValue().leaderEpoch());
                update.setString(3, offset.getValue().metadata());
                key(update, 4, offset.getKey());
                update.setString(7, owner.memberId());
                if (update.executeUpdate() != 1) {
                    throw new FencedException(
                            offset.getKey() + " belongs to another member of group '" + groupId + "' by now",
                            "roll the transaction back and poll: the group has gone on");
                }
            }
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> read(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        inTransaction(connection -> {
            for (TopicPartition partition : partitions) {
                read(connection, partition, offsets);
            }
        });
        return offsets;
    }

    private void read(Connection connection, TopicPartition partition, Map<TopicPartition, OffsetAndMetadata> offsets)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT next_offset, leader_epoch, remark FROM "
                + table + " WHERE group_id = ? AND topic = ? AND partition_no = ? AND next_offset IS NOT NULL")) {
            key(select, 1, partition);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    offsets.put(partition, new OffsetAndMetadata(row.getLong(1), row.getInt(2), row.getString(3)));
                }
            }
        }
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void inTransaction(Work work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                work.on(connection);
                connection.commit();
            } catch (SQLException | RuntimeException failure) {
                connection.rollback();
                throw failure;
            }
        } catch (SQLException failure) {
            throw new FatalException(
                    null,
                    "the database with the offsets of group '" + groupId + "' failed: " + failure.getMessage(),
                    "is it up, and is there the table '" + table + "'?",
                    failure);
        }
    }
}
