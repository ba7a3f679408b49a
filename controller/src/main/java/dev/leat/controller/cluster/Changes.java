package dev.leat.controller.cluster;

import dev.leat.controller.cluster.Change.AddPartitions;
import dev.leat.controller.cluster.Change.CreateTopic;
import dev.leat.controller.cluster.Change.DeleteTopic;
import dev.leat.controller.cluster.Change.ProposeIsr;
import dev.leat.controller.cluster.Change.SetBrokerConfigs;
import dev.leat.controller.cluster.Change.SetTopicConfigs;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges each change against the state in which it would be made, and adds the allowed ones to a plan. */
final class Changes {
    private final TopicDefaults defaults;
    private final TopicCreation creation;

    Changes(TopicDefaults defaults, ClusterImage image) {
        this.defaults = defaults;
        long placed =
                image.topics().stream().mapToLong(TopicImage::partitionCount).sum();
        this.creation = new TopicCreation(defaults, placed);
    }

    /** Adds {@code change} to {@code plan} if it is allowed and not just to be validated. */
    ItemResult make(Change change, boolean validateOnly, WritePlan plan) {
        if (change instanceof CreateTopic create) {
            return creation.create(create.topic(), validateOnly, plan);
        }
        if (change instanceof AddPartitions add) {
            return creation.addPartitions(add.partitions(), validateOnly, plan);
        }
        if (change instanceof DeleteTopic delete) {
            return delete(delete.topic(), validateOnly, plan);
        }
        if (change instanceof SetTopicConfigs configs) {
            return setTopicConfigs(configs, validateOnly, plan);
        }
        if (change instanceof SetBrokerConfigs configs) {
            return setBrokerConfigs(configs, validateOnly, plan);
        }
        if (change instanceof ProposeIsr proposal) {
            return proposeIsr(proposal, validateOnly, plan);
        }
        throw new AssertionError(change);
    }

    /** Brings a topic's partitions in line with who is alive; no request asks for it. */
    @SuppressWarnings("ReferenceEquality") // the rules give back what they leave alone
    void reconcile(String name, Map<Integer, BrokerRegistration> live, WritePlan plan) {
        TopicImage topic = plan.edit.topic(name);
        if (topic == null) {
            return;
        }
        boolean unclean = defaults.uncleanElection(topic.configs());
        boolean changed = false;
        List<PartitionState> next = new ArrayList<>(topic.partitionCount());
        for (PartitionState state : topic.partitions()) {
            int minInsync =
                    defaults.minInsyncReplicas(topic.configs(), state.replicas().size());
            PartitionState after =
                    PartitionRules.reconcile(state, new PartitionRules.Situation(live, minInsync, unclean));
            next.add(after);
            changed |= after != state;
        }
        if (changed) {
            plan.changeTopic(topic, topic.withPartitions(next));
        }
    }

    private static ItemResult delete(TopicRef ref, boolean validateOnly, WritePlan plan) {
        TopicImage topic = find(ref, plan.edit);
        if (topic == null) {
            return unknown(ref);
        }
        if (!validateOnly) {
            plan.deleteTopic(topic);
        }
        return ItemResult.of(topic);
    }

    private static ItemResult setTopicConfigs(SetTopicConfigs change, boolean validateOnly, WritePlan plan) {
        TopicImage topic = plan.edit.topic(change.topic());
        if (topic == null) {
            return unknown(TopicRef.byName(change.topic()));
        }
        String illegal = TopicDefaults.illegality(change.configs());
        if (illegal != null) {
            return ItemResult.failed(topic.name(), ErrorCode.INVALID_CONFIG, illegal);
        }
        TopicImage changed = topic.withConfigs(change.configs());
        if (!validateOnly && !changed.configs().equals(topic.configs())) {
            plan.changeTopic(topic, changed);
        }
        return ItemResult.of(changed);
    }

    private static ItemResult setBrokerConfigs(SetBrokerConfigs change, boolean validateOnly, WritePlan plan) {
        if (!validateOnly && !plan.edit.brokerConfigs(change.brokerId()).equals(change.configs())) {
            plan.setBrokerConfigs(change.brokerId(), change.configs());
        }
        return new ItemResult(change.subject(), Uuid.ZERO, ErrorCode.NONE, null, null);
    }

    private ItemResult proposeIsr(ProposeIsr proposal, boolean validateOnly, WritePlan plan) {
        TopicImage topic = find(proposal.topic(), plan.edit);
        if (topic == null) {
            return unknown(proposal.topic());
        }
        PartitionState state = topic.partition(proposal.partition());
        if (state == null) {
            return unknown(TopicRef.byName(topic.name()));
        }
        IsrProposals.Refusal refusal = IsrProposals.refusal(proposal, state, plan.edit.brokersById());
        if (refusal != null) {
            return new ItemResult(topic.name(), topic.id(), refusal.error(), refusal.message(), topic);
        }
        List<PartitionState> next = new ArrayList<>(topic.partitions());
        int minInsync =
                defaults.minInsyncReplicas(topic.configs(), state.replicas().size());
        next.set(proposal.partition(), IsrProposals.accept(proposal, state, minInsync));
        TopicImage changed = topic.withPartitions(next);
        if (!validateOnly) {
            plan.changeTopic(topic, changed);
        }
        return ItemResult.of(changed);
    }

    private static @Nullable TopicImage find(TopicRef ref, ClusterImageEdit edit) {
        return ref.name().isEmpty() ? edit.topic(ref.id()) : edit.topic(ref.name());
    }

    private static ItemResult unknown(TopicRef ref) {
        boolean byId = ref.name().isEmpty();
        return new ItemResult(
                ref.name(),
                ref.id(),
                byId ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                byId ? "There is no topic of this id." : "There is no topic of this name.",
                null);
    }
}
