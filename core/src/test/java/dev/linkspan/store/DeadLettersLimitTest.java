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

    /** A tenth of 30 for each supplier, but only when others need the room. */
    private static void checkShares(DeadLetters letters) {
        letters.list(9).forEach(letter -> letters.remove(letter.offset()));
        letters.put(suppliedBy("good.example", 10));
        for (long offset = 11; offset <= 39; offset++) {
            letters.put(suppliedBy("evil.example", offset));
        }
        assertThat(letters.list(99)).as("nobody needs the room").hasSize(30);

        for (long offset = 40; offset <= 44; offset++) {
            letters.put(suppliedBy("evil.example", offset));
        }
        assertThat(letters.list(99)).as("none but its own goes").hasSize(30).contains(suppliedBy("good.example", 10));

        for (long offset = 51; offset <= 76; offset++) {
            letters.put(letter(offset, "ours"));
        }
        assertThat(letters.list(99))
                .extracting(DeadLetter::offset)
                .as("a share stays; what is our own has none")
                .hasSize(30)
                .endsWith(51L, 44L, 43L, 42L, 10L);

        letters.put(letter(77, "ours"));
        assertThat(letters.list(99))
                .extracting(DeadLetter::offset)
                .as("nobody has too much: the first of all goes")
                .hasSize(30)
                .endsWith(51L, 44L, 43L, 42L);
    }
}
