/**
 * The group coordinator's two borders: wire messages of every version to requests and from replies, and stored records to
 * and from batches of {@code __consumer_offsets}.
 *
 * <p>One class for each API. Those about one group have {@code request(...)} and {@code response(...)}; those about several
 * groups or with topics to look up are an object of one call, which gives a request for each group, to be sent to the
 * group's own coordinator, and builds the response from the replies.
 *
 * <h2>Records of {@code __consumer_offsets}, as Kafka 4.4 writes them</h2>
 *
 * Key and value both begin with an int16; a value that is missing is a tombstone.
 *
 * <table>
 * <caption>What the int16 says</caption>
 * <tr><th>key</th><th>meaning</th><th>value version written</th><th>read</th></tr>
 * <tr><td>0, 1</td><td>OffsetCommitKey to OffsetCommitValue; 1 is written</td><td>4, or 1 with an expire timestamp</td>
 *     <td>0 to 4</td></tr>
 * <tr><td>2</td><td>GroupMetadataKey to GroupMetadataValue</td><td>3</td><td>0 to 4</td></tr>
 * <tr><td>3 and above</td><td>groups of other protocols; passed over</td><td></td><td></td></tr>
 * </table>
 *
 * <p>Owner thread: any, nothing here keeps state between calls. May import: {@code base}, {@code protocol}, {@code
 * controller.group}, Netty's buffers.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.controller.group.api;
