package dev.leat.client.admin;

import dev.leat.protocol.model.TopicPartition;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Requests name a topic once, with all of its partitions below. */
final class ByTopic {
    private ByTopic() {}

    /** One element for each topic among {@code partitions}. */
    static <T> List<T> group(
            Collection<TopicPartition> partitions, BiFunction<String, List<TopicPartition>, T> element) {
        return partitions.stream()
                .collect(Collectors.groupingBy(TopicPartition::topic, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(topic -> element.apply(topic.getKey(), topic.getValue()))
                .toList();
    }
}
