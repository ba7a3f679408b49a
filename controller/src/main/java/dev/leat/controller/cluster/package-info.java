/**
 * The state of the cluster and the decisions about it: which brokers live, which topics exist, where their partitions
 * lie and who leads them, what settings they have. {@code ClusterController} decides, as a pure state machine;
 * {@code ControllerDriver} carries that out against the coordination store, {@code ClusterMembership} keeps the broker
 * registered and elected, and {@code ControllerService} is what others see of it.
 *
 * <h2>Nodes of the coordination store</h2>
 *
 * All below one root, {@code /leat} unless configured.
 *
 * <table>
 * <caption>Nodes, what they hold, and who writes them</caption>
 * <tr><th>node</th><th>holds</th><th>written by</th></tr>
 * <tr><td>{@code cluster}</td><td>cluster id; never changes</td><td>the first broker</td></tr>
 * <tr><td>{@code controller}</td><td>ephemeral: broker id, its directory id, controller epoch</td><td>who is elected</td></tr>
 * <tr><td>{@code controller-epoch}</td><td>number of the present term; its node version fences writes</td><td>who is elected</td></tr>
 * <tr><td>{@code changes}</td><td>number of the last change of the cluster state, the image's version</td><td>controller</td></tr>
 * <tr><td>{@code brokers/<id>}</td><td>ephemeral: endpoints, rack, incarnation, last clean shutdown; the broker epoch is the
 * transaction that created the node (czxid)</td><td>that broker</td></tr>
 * <tr><td>{@code topics/<name>}</td><td>topic id, partition count, settings</td><td>controller</td></tr>
 * <tr><td>{@code topics/<name>/<k>}</td><td>states of partitions 500·k up to 500·k+499</td><td>controller</td></tr>
 * <tr><td>{@code broker-configs/<id>}</td><td>dynamic settings of one broker, or of all as {@code default}</td><td>controller</td></tr>
 * <tr><td>{@code deleted}</td><td>the last 1,000 deleted topic ids, each with the controller epoch that deleted it</td><td>controller</td></tr>
 * <tr><td>{@code producer-ids}</td><td>first producer id that no broker has been given</td><td>any broker, by compare-and-set</td></tr>
 * </table>
 *
 * <p>Every write of the controller is one {@code multi} that checks the version of {@code controller-epoch} (so a
 * deposed controller writes nothing) and sets {@code changes} from n to n+1 (so it is a compare-and-set on the whole
 * state, and a write whose outcome is unknown can be sent again: it is then carried out, or refused because it was).
 *
 * <p>Values are binary, a format version byte first, big-endian, lists led by their count: partition states make up
 * nearly all bytes, text would be four times as large, and the house writes no JSON parser of its own.
 *
 * <p>Owner thread: the event executor of the store. May import: {@code base}, {@code protocol.model},
 * {@code protocol.error}, {@code store}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.controller.cluster;
