package dev.linkspan.store;

/** The store cannot do what it was asked for: a fault of ours or of the machine, never of a stranger's input. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** No JDBC driver for the engine; it comes with the application. */
        DRIVER_MISSING,
        /** Another process, or another store in this one, holds the data. */
        IN_USE,
        /** The data was written by a newer version. */
        NEWER_SCHEMA,
        /** The store was closed. */
        CLOSED,
        /**
         * The engine or the disk failed. The act did not happen, unless the connection was lost while the database committed
         * it: nobody can tell then, and an append that is repeated answers {@link AppendResult.Duplicate}.
         */
        FAILED
    }

    private final Reason reason;

    StoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    StoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }

    static StoreException closed() {
        return new StoreException(Reason.CLOSED, "the store is closed");
    }

    static StoreException failed(Throwable cause) {
        return new StoreException(Reason.FAILED, "the store failed: " + cause.getMessage(), cause);
    }
}
