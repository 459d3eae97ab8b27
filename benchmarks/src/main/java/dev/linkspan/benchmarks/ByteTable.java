package dev.linkspan.benchmarks;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes by row and column, -1 where nothing was put; what was never touched takes no room. Not thread-safe. */
final class ByteTable {

    static final byte NONE = -1;

    private static final int CHUNK = 64;

    private final byte[] @Nullable [] @Nullable [] rows;
    private final int chunks;

    ByteTable(int rows, int columns) {
        this.rows = new byte[rows][][];
        this.chunks = (columns + CHUNK - 1) / CHUNK;
    }

    byte get(int row, int column) {
        byte[] @Nullable [] found = rows[row];
        byte[] chunk = found == null ? null : found[column / CHUNK];
        return chunk == null ? NONE : chunk[column % CHUNK];
    }

    void put(int row, int column, byte value) {
        byte[] @Nullable [] found = rows[row];
        if (found == null) {
            found = new byte[chunks][];
            rows[row] = found;
        }
        byte[] chunk = found[column / CHUNK];
        if (chunk == null) {
            chunk = new byte[CHUNK];
            Arrays.fill(chunk, NONE);
            found[column / CHUNK] = chunk;
        }
        chunk[column % CHUNK] = value;
    }
}
