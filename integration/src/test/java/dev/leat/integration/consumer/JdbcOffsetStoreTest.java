package dev.leat.integration.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.error.FencedException;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.RecordView;
import dev.leat.consumer.jdbc.JdbcOffsetStore;
import dev.leat.integration.clients.ClusterUnderTest;
import dev.leat.integration.clients.TestCluster;
import dev.leat.integration.consumer.GroupFixture.Member;
import dev.leat.integration.consumer.GroupFixture.Options;
import dev.leat.protocol.model.TopicPartition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Results and offsets in one database transaction: each record takes effect once, whatever happens between. */
@ExtendWith(ClusterUnderTest.class)
@Timeout(90)
class JdbcOffsetStoreTest {
    private final GroupFixture fixture;
    private final JdbcDataSource database = new JdbcDataSource();
    private final JdbcOffsetStore store;
    private final TopicPartition partition;

    JdbcOffsetStoreTest(TestCluster cluster) {
        fixture = new GroupFixture(cluster);
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        store = new JdbcOffsetStore(database, fixture.group, "progress");
        partition = new TopicPartition(fixture.records.topic(1), 0);
    }

    @BeforeEach
    void createTables() throws SQLException {
        store.createTable();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE results (number INT NOT NULL)");
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** One poll's records, with their offsets, in one transaction; {@code crashes} just before it is committed. */
    private int processOnce(Member member, boolean crashes) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            int count = 0;
            for (RecordView<String, String> record : member.consumer.poll(Duration.ofMillis(100))) {
                try (PreparedStatement insert = connection.prepareStatement("INSERT INTO results VALUES (?)")) {
                    insert.setInt(1, Integer.parseInt(String.valueOf(record.value())));
                    insert.executeUpdate();
                }
                offsets.put(
                        new TopicPartition(record.topic(), record.partition()),
                        new OffsetAndMetadata(record.offset() + 1));
                count++;
            }
            store.store(connection, offsets, member.consumer.groupMetadata());
            if (crashes && count > 0) {
                connection.rollback();
            } else {
                connection.commit();
            }
            return count;
        }
    }

    private List<Integer> results() throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT number FROM results ORDER BY number")) {
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
        }
        return numbers;
    }

    @Test
    void shouldTakeEachRecordIntoTheResultOnceOverCrashes() throws SQLException {
        fixture.records.fill(partition, 0, 1_200, Map.of());
        for (int turn = 0; results().size() < 1_200; turn++) {
            Member member =
                    fixture.member(Options.with("range").storedIn(store)).subscribe(partition.topic());
            boolean crashes = turn % 2 == 0;
            int done = 0;
            while (done == 0) {
                done = processOnce(member, crashes);
            }
            member.close();
            assertThat(turn).isLessThan(40);
        }
        assertThat(results()).hasSize(1_200).doesNotHaveDuplicates().last().isEqualTo(1_199);
    }

    @Test
    void shouldRefuseTheProgressOfAnOwnerOfBefore() throws SQLException {
        fixture.records.fill(partition, 0, 10, Map.of());
        Member slow = fixture.member(Options.with("range").maxPoll(5_000).storedIn(store))
                .subscribe(partition.topic());
        fixture.pollUntil(() -> slow.read.size() == 10, slow);
        var identity = slow.consumer.groupMetadata();
        Member next = fixture.member(Options.with("range").storedIn(store)).subscribe(partition.topic());
        fixture.pollUntil(() -> next.read.size() == 10, next);
        next.consumer.commitSync();
        assertThatThrownBy(() -> store.store(Map.of(partition, new OffsetAndMetadata(3)), identity))
                .isInstanceOf(FencedException.class);
        assertThat(store.read(Set.of(partition)).values())
                .extracting(OffsetAndMetadata::offset)
                .containsExactly(10L);
    }
}
