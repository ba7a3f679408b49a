package dev.leat.storage.segment;

/**
 * Where a batch lies in its segment's file.
 *
 * @param baseOffset offset of its first record, or one not yet used before that
 * @param position of its first byte
 * @param sizeInBytes of the whole batch
 */
public record BatchSpot(long baseOffset, int position, int sizeInBytes) {
    /** Position behind the batch. */
    public int end() {
        return position + sizeInBytes;
    }
}
