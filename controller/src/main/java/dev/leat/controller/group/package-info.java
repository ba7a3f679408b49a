/**
 * The coordinator of classic consumer groups (JoinGroup/SyncGroup, KIP-62, 134, 345, 394, 814) as a pure state machine,
 * one {@link dev.leat.controller.group.GroupCoordinator} for each partition of {@code __consumer_offsets}.
 *
 * <p>The way in is an event with its time, the way out an effect; {@code api} translates wire messages and log records.
 * The driver's side of the contract:
 *
 * <ul>
 *   <li><b>Routing.</b> {@link dev.leat.controller.group.GroupPartitions} names the partition of a group. Requests about
 *       several groups are split by group; {@code ListGroups} goes to every partition this broker leads.
 *   <li><b>Threads.</b> All calls come from the lane that owns the partition. Effects are taken while {@code on} runs;
 *       what they lead to comes back as later events, never from inside the sink.
 *   <li><b>Leading.</b> {@code BecameLeader(epoch)}; {@code Load} with all records of the log up to the end it has then, in
 *       order; when the high watermark has reached that end, {@code Loaded}. Until then requests hear
 *       COORDINATOR_LOAD_IN_PROGRESS. {@code Resigned(epoch)} on losing leadership, also while loading. Events of other
 *       epochs than the present one are ignored.
 *   <li><b>Appending.</b> Appends are written in order of their ids and answered with {@code Appended(epoch, id,
 *       lastOffset)} or {@code AppendFailed(epoch, id, error)}; {@code AppendFailed} says that nothing was or will be
 *       written, so a doubtful write is no failure but a resignation. Each move of the high watermark is told by {@code
 *       Committed(epoch, highWatermark)}. The batches carry {@code acks=all} semantics: under min.insync.replicas they fail.
 *   <li><b>Time.</b> {@code nextDeadlineMs()} is asked after each turn of the lane; when it has passed and the mailbox is
 *       drained, a {@code Tick} is delivered. Nothing happens by itself between events.
 *   <li><b>Replies.</b> Each request gets exactly one reply, perhaps much later. A request whose connection is gone is
 *       answered all the same.
 * </ul>
 *
 * <p>What a group keeps is what its log says: offsets and assignments take effect when their record is committed, in log
 * order, so a coordinator that reads the log again knows everything that was acknowledged. Members' sessions start anew
 * then; members of a generation that was never assigned join again.
 *
 * <p>Owner thread: the lane of the partition. May import: {@code base}, {@code protocol}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.controller.group;
