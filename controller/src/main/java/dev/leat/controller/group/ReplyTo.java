package dev.leat.controller.group;

/**
 * Names the request that a reply belongs to. The driver implements it and gets the same object back from
 * {@link EffectSink#reply}; the coordinator never looks inside.
 *
 * @param <R> the kind of reply the request waits for
 */
@SuppressWarnings("unused") // R only ties a request to its kind of reply
public interface ReplyTo<R extends GroupReply> {}
