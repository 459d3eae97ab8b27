package dev.linkspan.store;

import static dev.linkspan.testkit.store.DeadLettersContract.letter;
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
        }
    }

    @Test
    void forgets_the_first_of_the_log_in_memory() {
        check(new MemoryDeadLetters(new MemoryState(), 3));
    }

    private static void check(DeadLetters letters) {
        for (long offset : new long[] {4, 1, 2, 6, 5}) {
            letters.put(letter(offset, "x"));
        }

        assertThat(letters.list(9)).extracting(DeadLetter::offset).containsExactly(6L, 5L, 4L);
    }
}
