package dev.linkspan.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;

/** The network between a node and its database: everything passes, until it is cut. Thread-safe. */
final class Wire implements AutoCloseable {

    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> open = new HashSet<>();
    private boolean cut;

    private Wire(ServerSocket listening, int target) {
        this.listening = listening;
        this.target = target;
    }

    /** A wire to this port of the loopback interface. */
    static Wire to(int port) throws IOException {
        Wire wire = new Wire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        Thread.ofVirtual().start(wire::accept);
        return wire;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From now on nothing passes, and whoever dials is hung up on. */
    void cut() {
        synchronized (this) {
            cut = true;
        }
        closeAll();
    }

    /** Everything passes again. */
    synchronized void mend() {
        cut = false;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket near = listening.accept();
                connect(near);
            } catch (IOException e) {
                // The driver ends, or the database does not listen: whoever dialled sees its connection end.
            }
        }
    }

    private void connect(Socket near) throws IOException {
        if (!keep(near)) {
            return;
        }
        Socket far;
        try {
            far = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            near.close();
            throw e;
        }
        if (keep(far)) {
            Thread.ofVirtual().start(() -> copy(near, far));
            Thread.ofVirtual().start(() -> copy(far, near));
        } else {
            near.close();
        }
    }

    private boolean keep(Socket socket) throws IOException {
        boolean closes;
        synchronized (this) {
            closes = cut;
            if (!closes) {
                open.add(socket);
            }
        }
        if (closes) {
            socket.close();
        }
        return !closes;
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // Cut, or one of both ended: both sides are closed.
        }
        synchronized (this) {
            open.remove(from);
            open.remove(to);
        }
    }

    private void closeAll() {
        Set<Socket> all;
        synchronized (this) {
            all = new HashSet<>(open);
            open.clear();
        }
        for (Socket socket : all) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is closed.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        closeAll();
    }
}
