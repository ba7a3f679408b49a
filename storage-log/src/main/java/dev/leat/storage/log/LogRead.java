package dev.leat.storage.log;

import dev.leat.storage.fs.FileSlice;
import org.jspecify.annotations.Nullable;

/**
 * What a read found.
 *
 * @param inRange false if the offset lies outside of the log: then there are no records
 * @param records to be released by the reader; null if there is nothing to give. The first batch is whole and may begin
 *     before the offset asked for; the last one may be cut short
 * @param firstOffset base offset of the first batch, or the offset asked for if there is none
 * @param logStartOffset lowest readable offset when the read began
 * @param logEndOffset end of the log, exclusive, when the read began
 */
public record LogRead(
        boolean inRange, @Nullable FileSlice records, long firstOffset, long logStartOffset, long logEndOffset) {

    public int sizeInBytes() {
        return records == null ? 0 : records.sizeInBytes();
    }
}
