package dev.linkspan.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract on SQLite. */
final class SqliteStoreTest extends StoreContract {

    @TempDir
    Path dir;

    @Override
    Store open() {
        return Store.sqlite(dir.resolve("data"));
    }
}
