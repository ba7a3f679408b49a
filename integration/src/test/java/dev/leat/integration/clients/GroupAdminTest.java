package dev.leat.integration.clients;

import static dev.leat.integration.clients.Clients.DEADLINE;
import static dev.leat.integration.clients.Clients.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.junit.jupiter.api.Test;

class GroupAdminTest extends ClientTest {
    private final Admin admin;
    private final String group = Clients.unique("group");

    GroupAdminTest(TestCluster cluster) {
        super(cluster);
        this.admin = clients.admin();
    }

    @Test
    void shouldDescribeAGroupWithItsMembers() {
        String topic = clients.topic(2);
        memberOf(topic);
        ConsumerGroupDescription description = describe();
        assertThat(description.groupState()).isEqualTo(GroupState.STABLE);
        assertThat(description.type()).isEqualTo(GroupType.CLASSIC);
        assertThat(description.partitionAssignor()).isEqualTo("range");
        assertThat(description.coordinator().port()).isPositive();
        assertThat(description.members()).hasSize(1).allSatisfy(member -> {
            assertThat(member.clientId()).isEqualTo("a-client");
            assertThat(member.host()).contains("127.0.0.1");
            assertThat(member.assignment().topicPartitions())
                    .containsExactlyInAnyOrder(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
        });
    }

    @Test
    void shouldListGroupsByState() {
        memberOf(clients.topic(1));
        assertThat(get(admin.listGroups().all()))
                .filteredOn(listing -> listing.groupId().equals(group))
                .singleElement()
                .satisfies(listing -> {
                    assertThat(listing.protocol()).isEqualTo("consumer");
                    assertThat(listing.groupState()).contains(GroupState.STABLE);
                });
        assertThat(get(admin.listGroups(new ListGroupsOptions().inGroupStates(Set.of(GroupState.EMPTY)))
                        .all()))
                .extracting(GroupListing::groupId)
                .doesNotContain(group);
    }

    @Test
    void shouldTellThatAGroupIsNotThere() {
        assertThatThrownBy(this::describe).isInstanceOf(GroupIdNotFoundException.class);
        assertThatThrownBy(() -> get(admin.deleteConsumerGroups(List.of(group)).all()))
                .isInstanceOf(GroupIdNotFoundException.class);
    }

    @Test
    void shouldShowAndSetTheOffsetsOfAGroupWithoutMembers() {
        TopicPartition partition = new TopicPartition(clients.topic(1), 0);
        get(admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(42, "set")))
                .all());
        assertThat(offsets()).containsEntry(partition, new OffsetAndMetadata(42, "set"));
        assertThat(describe().groupState()).isEqualTo(GroupState.EMPTY);
    }

    @Test
    void shouldDeleteAnEmptyGroupAndRefuseOneInUse() {
        TopicPartition partition = new TopicPartition(clients.topic(1), 0);
        Consumer<String, String> member = memberOf(partition.topic());
        member.commitSync(Map.of(partition, new OffsetAndMetadata(1)));
        assertThatThrownBy(() -> get(admin.deleteConsumerGroups(List.of(group)).all()))
                .isInstanceOf(GroupNotEmptyException.class);
        member.close();
        get(admin.deleteConsumerGroups(List.of(group)).all());
        assertThat(get(admin.listGroups().all()))
                .extracting(GroupListing::groupId)
                .doesNotContain(group);
        assertThat(offsets()).doesNotContainKey(partition);
    }

    @Test
    void shouldDeleteOffsetsOfTopicsThatNobodyReads() {
        TopicPartition read = new TopicPartition(clients.topic(1), 0);
        TopicPartition unread = new TopicPartition(clients.topic(1), 0);
        Consumer<String, String> member = memberOf(read.topic());
        member.commitSync(Map.of(read, new OffsetAndMetadata(1), unread, new OffsetAndMetadata(2)));
        get(admin.deleteConsumerGroupOffsets(group, Set.of(unread)).all());
        assertThat(offsets()).containsKey(read).doesNotContainKey(unread);
        assertThatThrownBy(() -> get(
                        admin.deleteConsumerGroupOffsets(group, Set.of(read)).partitionResult(read)))
                .isInstanceOf(GroupSubscribedToTopicException.class);
    }

    @Test
    void shouldRemoveAStaticMember() {
        String topic = clients.topic(1);
        Consumer<String, String> member = clients.consumer(
                Map.of("group.id", group, "group.instance.id", "fixed", "auto.offset.reset", "earliest"));
        member.subscribe(List.of(topic));
        awaitAssigned(member, 1);
        member.close(); // a static member stays in the group
        get(admin.removeMembersFromConsumerGroup(
                        group, new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove("fixed"))))
                .all());
        assertThat(describe().groupState()).isEqualTo(GroupState.EMPTY);
    }

    private Consumer<String, String> memberOf(String topic) {
        Consumer<String, String> member = clients.consumer(Map.of(
                "group.id",
                group,
                "client.id",
                "a-client",
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest"));
        int partitions = member.partitionsFor(topic).size();
        member.subscribe(List.of(topic));
        awaitAssigned(member, partitions);
        return member;
    }

    private static void awaitAssigned(Consumer<String, String> member, int partitions) {
        await().atMost(DEADLINE).until(() -> {
            member.poll(Duration.ofMillis(50));
            return member.assignment().size() == partitions;
        });
    }

    private ConsumerGroupDescription describe() {
        return Objects.requireNonNull(
                get(admin.describeConsumerGroups(List.of(group)).all()).get(group));
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets() {
        return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }
}
