package dev.linkspan.client;

import java.io.IOException;

/** Carries our own verdict through the transport's callbacks. Without a stack trace: it is a value, made often. */
final class ExchangeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Exchange.Failure failure;

    ExchangeException(Exchange.Failure failure, String detail) {
        super(detail);
        this.failure = failure;
    }

    Exchange.Failure failure() {
        return failure;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
