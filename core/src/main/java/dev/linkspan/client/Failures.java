package dev.linkspan.client;

import dev.linkspan.vocab.LogText;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/** Turns what the client library throws into the verdict it means. */
final class Failures {

    private static final int DEEPEST_CAUSE = 8;

    private Failures() {}

    static Exchange.Failed of(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < DEEPEST_CAUSE; i++, cause = cause.getCause()) {
            Optional<Exchange.Failure> failure = specific(cause);
            if (failure.isPresent()) {
                return new Exchange.Failed(failure.get(), text(cause));
            }
        }
        if (thrown == null) {
            return new Exchange.Failed(Exchange.Failure.CONNECT, "the exchange ended without an answer");
        }
        boolean broken = thrown instanceof IOException;
        return new Exchange.Failed(broken ? Exchange.Failure.CONNECT : Exchange.Failure.PROTOCOL, text(thrown));
    }

    private static Optional<Exchange.Failure> specific(Throwable cause) {
        return switch (cause) {
            case ExchangeException ours -> Optional.of(ours.failure());
            // Jetty's word for too many destinations.
            case IllegalStateException full -> Optional.of(Exchange.Failure.BUSY);
            case RejectedExecutionException full -> Optional.of(Exchange.Failure.BUSY);
            case UnknownHostException unknown -> Optional.of(Exchange.Failure.UNRESOLVED);
            case UnresolvedAddressException unknown -> Optional.of(Exchange.Failure.UNRESOLVED);
            case TimeoutException late -> Optional.of(Exchange.Failure.TIMEOUT);
            case SocketTimeoutException late -> Optional.of(Exchange.Failure.TIMEOUT);
            case SSLException tls -> Optional.of(Exchange.Failure.TLS);
            case HttpException bad -> Optional.of(Exchange.Failure.PROTOCOL);
            case HttpResponseException bad -> Optional.of(Exchange.Failure.PROTOCOL);
            default -> Optional.empty();
        };
    }

    private static String text(Throwable thrown) {
        // Jetty's outer message describes the connection at length; the cause says what was wrong.
        Throwable cause =
                thrown instanceof HttpResponseException && thrown.getCause() != null ? thrown.getCause() : thrown;
        String message = cause instanceof EOFException ? "the connection ended early" : cause.getMessage();
        if (cause instanceof ExchangeException) {
            return LogText.of(String.valueOf(message));
        }
        String name = cause.getClass().getSimpleName();
        return LogText.of(message == null ? name : name + ": " + message);
    }
}
