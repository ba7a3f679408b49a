package dev.leat.broker.fetch;

import dev.leat.protocol.model.Uuid;

/**
 * How the client named a partition: by topic id from Fetch version 13 on, by name before.
 *
 * @param topic the name, or "" when the id names it
 * @param topicId the id, or {@link Uuid#ZERO} when the name names it
 * @param partition its number
 */
record FetchKey(String topic, Uuid topicId, int partition) {}
