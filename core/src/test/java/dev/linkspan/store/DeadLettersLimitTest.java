package dev.linkspan.store;

import static dev.linkspan.testkit.store.DeadLettersContract.letter;
import static dev.linkspan.testkit.store.DeadLettersContract.suppliedBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many there are, the store keeps the last few. */
final class DeadLettersLimitTest {

    @TempDir
    Path dir;

    @Test
    void forgets_the_first_of_the_log_in_a_database() throws Exception {
        SqliteDialect dialect = SqliteDialect.in(dir);
        try (JdbcStore store = JdbcStore.open(dialect);
                Readers readers = dialect.openReaders()) {
            check(new JdbcDeadLetters(store.writer(), readers, 3));
            checkShares(new JdbcDeadLetters(store.writer(), readers, 30));
        }
    }

    @Test
    void forgets_the_first_of_the_log_in_memory() {
        check(new MemoryDeadLetters(new MemoryState(), 3));
        checkShares(new MemoryDeadLetters(new MemoryState(), 30));
    }

    private static void check(DeadLetters letters) {
        for (long offset : new long[] {4, 1, 2, 6, 5}) {
            letters.put(letter(offset, "x"));
        }

        assertThat(letters.list(9)).extracting(DeadLetter::offset).containsExactly(6L, 5L, 4L);
    }

    /** A tenth of 30 for each supplier; what has none is its own. */
    private static void checkShares(DeadLetters letters) {
        letters.list(9).forEach(letter -> letters.remove(letter.offset()));
        letters.put(suppliedBy("good.example", 10));
        for (long offset = 11; offset <= 25; offset++) {
            letters.put(suppliedBy("evil.example", offset));
        }
        for (long offset = 26; offset <= 30; offset++) {
            letters.put(letter(offset, "ours"));
        }

        assertThat(letters.list(99))
                .extracting(DeadLetter::offset)
                .containsExactly(30L, 29L, 28L, 27L, 26L, 25L, 24L, 23L, 10L);
    }
}
