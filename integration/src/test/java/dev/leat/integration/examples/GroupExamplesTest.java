package dev.leat.integration.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.serde.Serdes;
import dev.leat.consumer.Consumer;
import dev.leat.consumer.GroupMetadata;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.RebalanceListener;
import dev.leat.consumer.RecordView;
import dev.leat.consumer.jdbc.JdbcOffsetStore;
import dev.leat.integration.clients.Clients;
import dev.leat.integration.clients.ClusterUnderTest;
import dev.leat.integration.clients.TestCluster;
import dev.leat.protocol.model.TopicPartition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterUnderTest.class)
@Timeout(60)
@Tag("clients")
class GroupExamplesTest {
    private static final int RECORDS = 30;

    private final Clients clients;
    private final String bootstrap;
    private final String topic;
    private final List<String> handled = new ArrayList<>();

    GroupExamplesTest(TestCluster cluster) {
        clients = new Clients(cluster);
        bootstrap = cluster.bootstrap();
        topic = clients.topic(3);
    }

    @BeforeEach
    void fill() {
        Producer<String, String> producer = clients.producer(Map.of());
        for (int i = 0; i < RECORDS; i++) {
            producer.send(new ProducerRecord<>(topic, i % 3, "k" + i, "v" + i));
        }
        producer.flush();
    }

    @AfterEach
    void close() {
        clients.close();
    }

    private boolean running() {
        return handled.size() < RECORDS;
    }

    private void handle(RecordView<String, String> record) {
        handled.add(String.valueOf(record.value()));
    }

    @Test
    void shouldReadAShareAndCommitWhatIsDone() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrap,
                "group.id", "billing",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", false,
                "partition.assignment.strategy", "cooperative-sticky");
        try (Consumer<String, String> consumer = Consumer.create(
                settings, Serdes.string().deserializer(), Serdes.string().deserializer())) {
            consumer.subscribe(List.of(topic), new RebalanceListener() {
                @Override
                public void onAssigned(Collection<TopicPartition> partitions) {
                    System.out.println("got " + partitions);
                }

                @Override
                public void onRevoked(Collection<TopicPartition> partitions) {
                    consumer.commitSync(); // others go on from here
                }
            });
            while (running()) {
                for (RecordView<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    handle(record);
                }
                consumer.commitAsync();
            }
        }
        assertThat(handled).hasSize(RECORDS);
    }

    @Test
    void shouldKeepResultAndProgressTogether() throws SQLException {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:examples;DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE results (line VARCHAR(255) NOT NULL)");
        }
        keepTogether(database);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM results")) {
            assertThat(count.next()).isTrue();
            assertThat(count.getInt(1)).isEqualTo(RECORDS);
        }
    }

    private void keepTogether(DataSource database) throws SQLException {
        JdbcOffsetStore store = new JdbcOffsetStore(database, "ledger", "progress");
        store.createTable();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrap,
                "group.id",
                "ledger",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "offset.store",
                store);
        try (Connection connection = database.getConnection();
                Consumer<String, String> consumer = Consumer.create(
                        settings,
                        Serdes.string().deserializer(),
                        Serdes.string().deserializer())) {
            connection.setAutoCommit(false);
            consumer.subscribe(List.of(topic));
            while (running()) {
                Map<TopicPartition, OffsetAndMetadata> progress = new HashMap<>();
                for (RecordView<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    write(connection, record);
                    progress.put(
                            new TopicPartition(record.topic(), record.partition()),
                            new OffsetAndMetadata(record.offset() + 1));
                }
                GroupMetadata me = consumer.groupMetadata();
                store.store(connection, progress, me); // refused if another has the partitions by now
                connection.commit();
            }
        }
    }

    private void write(Connection connection, RecordView<String, String> record) throws SQLException {
        handle(record);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO results VALUES (?)")) {
            insert.setString(1, record.value());
            insert.executeUpdate();
        }
    }
}
