package dev.linkspan.store;

import static dev.linkspan.testkit.store.Entries.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Keys.StoredKey;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys come with strangers' names, so their number is bounded. */
final class KeysLimitTest {

    private static final int LIMIT = 3;

    @TempDir
    Path dir;

    @Test
    void forgets_the_oldest_in_memory() {
        forgetsTheOldest(new MemoryKeys(LIMIT));
    }

    @Test
    void forgets_the_oldest_on_sqlite() {
        try (Store store = JdbcStore.open(SqliteDialect.in(dir), LIMIT)) {
            forgetsTheOldest(store.keys());
        }
    }

    private static void forgetsTheOldest(Keys keys) {
        keys.save(key(1, 1));
        keys.save(key(2, 2));
        keys.save(key(3, 3));
        keys.save(key(1, 4));

        keys.save(key(5, 5));

        assertThat(keys.find("https://a.example/2")).isEmpty();
        assertThat(keys.find("https://a.example/1")).contains(key(1, 4));
        assertThat(keys.find("https://a.example/3")).isPresent();
        assertThat(keys.find("https://a.example/5")).isPresent();
    }

    private static StoredKey key(int number, int at) {
        return new StoredKey("https://a.example/" + number, "https://a.example/u", Body.of("der"), NOW.plusSeconds(at));
    }
}
