package dev.linkspan.benchmarks;

import org.jspecify.annotations.Nullable;

/** Numbers by row and column, 0 where nothing was put; what was never touched takes no room. Not thread-safe. */
final class LongTable {

    private static final int CHUNK = 64;

    private final long[] @Nullable [] @Nullable [] rows;
    private final int chunks;

    LongTable(int rows, int columns) {
        this.rows = new long[rows][][];
        this.chunks = (columns + CHUNK - 1) / CHUNK;
    }

    long get(int row, int column) {
        long[] @Nullable [] found = rows[row];
        long[] chunk = found == null ? null : found[column / CHUNK];
        return chunk == null ? 0 : chunk[column % CHUNK];
    }

    void put(int row, int column, long value) {
        long[] @Nullable [] found = rows[row];
        if (found == null) {
            found = new long[chunks][];
            rows[row] = found;
        }
        long[] chunk = found[column / CHUNK];
        if (chunk == null) {
            chunk = new long[CHUNK];
            found[column / CHUNK] = chunk;
        }
        chunk[column % CHUNK] = value;
    }
}
