package dev.linkspan.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A folder of data that one process holds: made for its owner only, locked until it is closed or the process ends. */
final class DataFolder implements AutoCloseable {

    // Known apart from the file lock: on POSIX, closing any second channel on the lock file would give up the lock.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder if need be and takes it.
     *
     * @throws StoreException if somebody else holds it, or it cannot be made
     */
    static DataFolder take(Path dir) {
        try {
            Files.createDirectories(dir, ownerOnly(dir, "rwx------"));
            Path path = dir.toRealPath();
            if (!HELD_HERE.add(path)) {
                throw inUse(path);
            }
            boolean taken = false;
            try {
                FileChannel lock = lock(path);
                taken = true;
                return new DataFolder(path, lock);
            } finally {
                if (!taken) {
                    HELD_HERE.remove(path);
                }
            }
        } catch (IOException e) {
            throw new StoreException(StoreException.Reason.FAILED, "cannot use the data folder " + dir + ": " + e, e);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel lock = FileChannel.open(
                path.resolve("linkspan.lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                ownerOnly(path, "rw-------"));
        boolean locked = false;
        try {
            locked = lock.tryLock() != null;
        } finally {
            if (!locked) {
                lock.close();
            }
        }
        if (!locked) {
            throw inUse(path);
        }
        return lock;
    }

    private static StoreException inUse(Path path) {
        return new StoreException(
                StoreException.Reason.IN_USE,
                "the data folder " + path + " is in use (expected: one process per folder)");
    }

    /** A file in the folder, made for its owner only if it is not there. */
    Path file(String name) {
        Path file = path.resolve(name);
        try {
            if (Files.notExists(file)) {
                Files.createFile(file, ownerOnly(path, "rw-------"));
            }
        } catch (IOException e) {
            throw new StoreException(StoreException.Reason.FAILED, "cannot make " + file + ": " + e, e);
        }
        return file;
    }

    /** What the disk has left for us; empty if it does not say. */
    OptionalLong freeBytes() {
        try {
            return OptionalLong.of(Files.getFileStore(path).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw StoreException.failed(e);
        } finally {
            HELD_HERE.remove(path);
        }
    }
}
