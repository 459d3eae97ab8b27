package dev.linkspan.store;

import dev.linkspan.testkit.store.CrashContract;
import dev.linkspan.testkit.store.StoreOpener;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The killed process and its folder. */
final class SqliteCrashTest extends CrashContract {

    @TempDir
    Path dir;

    @Override
    protected String location() {
        return dir.toString();
    }

    @Override
    protected Class<? extends StoreOpener> opener() {
        return Opener.class;
    }

    /** The store in a folder. */
    public static final class Opener implements StoreOpener {
        @Override
        public Store open(String location) {
            return Store.sqlite(Path.of(location));
        }
    }
}
