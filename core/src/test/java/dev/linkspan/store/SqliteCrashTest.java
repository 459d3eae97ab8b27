package dev.linkspan.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The killed process and its folder. */
final class SqliteCrashTest extends CrashContract {

    @TempDir
    Path dir;

    @Override
    String location() {
        return dir.toString();
    }

    @Override
    Store open() {
        return Store.sqlite(dir);
    }
}
