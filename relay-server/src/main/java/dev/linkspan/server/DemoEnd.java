package dev.linkspan.server;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** What happens when the process is told to stop while the demo runs: it leaves nothing behind. Thread-safe. */
final class DemoEnd {

    private final DemoFolder folder;
    private final AtomicReference<AutoCloseable> stage = new AtomicReference<>(() -> {});
    private final CountDownLatch come = new CountDownLatch(1);
    private final Thread hook = new Thread(this::leaveNothing, "demo-end");

    private DemoEnd(DemoFolder folder) {
        this.folder = folder;
    }

    /** From now on the folder goes when the process does. */
    static DemoEnd onExit(DemoFolder folder) {
        DemoEnd end = new DemoEnd(folder);
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    /** Also closes this first. */
    void closes(AutoCloseable opened) {
        stage.set(opened);
    }

    boolean hasCome() {
        return come.getCount() == 0;
    }

    void await() throws InterruptedException {
        come.await();
    }

    /** The demo ended by itself. */
    void cancel() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Told to stop in this very moment: the hook runs and does what is left to do.
        }
    }

    private void leaveNothing() {
        come.countDown();
        try {
            stage.get().close();
            folder.remove();
        } catch (IOException e) {
            System.err.println("linkspan: " + folder.path() + " could not be removed: " + e.getMessage());
        } catch (Exception e) {
            System.err.println("linkspan: the demo did not end well: " + e.getMessage());
        }
    }
}
