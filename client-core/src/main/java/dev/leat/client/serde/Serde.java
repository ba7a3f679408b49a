package dev.leat.client.serde;

/** Both ways of one type. */
public record Serde<T>(Serializer<T> serializer, Deserializer<T> deserializer) {}
