package dev.linkspan.client;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/** Gathers one answer within its limit. Jetty calls it from one thread at a time. */
final class ResponseReader implements Response.Listener {

    /** What is kept of an answer that is no success, enough to read its reason (attacks.md N-18). */
    private static final int ERROR_BYTES = 1_024;

    /** What is read and dropped of it to keep the connection; beyond, a new connection is cheaper. */
    private static final int ERROR_BYTES_READ = 65_536;

    /** What a session says before its handshake ends, see {@code SSLEngine.getSession()}. */
    private static final String NO_CIPHER_YET = "SSL_NULL_WITH_NULL_NULL";

    private final int limit;
    private final CompletableFuture<Exchange> exchange = new CompletableFuture<>();
    private byte[] body = new byte[0];
    private int length;
    private long received;
    private boolean complete;
    private boolean stopped;

    ResponseReader(int limit) {
        this.limit = limit;
    }

    /** Completes with the answer, or with what came instead. */
    CompletableFuture<Exchange> exchange() {
        return exchange;
    }

    /** Ends the exchange if it has not ended. */
    void end(Exchange verdict) {
        exchange.complete(verdict);
    }

    @Override
    public void onHeaders(Response response) {
        // Refuse by the length that is announced, before the bytes come.
        if (isSuccess(response) && response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > limit) {
            stop(response);
        }
    }

    @Override
    public void onContent(Response response, ByteBuffer content) {
        if (stopped) {
            return;
        }
        received += content.remaining();
        if (isSuccess(response)) {
            if (received > limit) {
                stop(response);
            } else {
                append(content, content.remaining());
            }
            return;
        }
        append(content, Math.min(content.remaining(), Math.min(ERROR_BYTES, limit) - length));
        if (received > ERROR_BYTES_READ) {
            complete = true; // its status is the answer
            stop(response);
        }
    }

    @Override
    public void onSuccess(Response response) {
        complete = true;
    }

    @Override
    public void onComplete(Result result) {
        exchange.complete(verdict(result));
    }

    private Exchange verdict(Result result) {
        Response response = result.getResponse();
        // A server may answer and hang up before it has read our body: an answer all the same.
        if (!complete || response == null) {
            return unanswered(result);
        }
        return response.getStatus() < 200
                ? new Exchange.Failed(Exchange.Failure.PROTOCOL, "an interim answer without a final one")
                : new Exchange.Answered(response.getStatus(), fields(response), taken());
    }

    private static Exchange.Failed unanswered(Result result) {
        Exchange.Failed failed = Failures.of(result.getFailure());
        // A failed handshake closes the connection; which of the two is noticed first is chance.
        return failed.failure() == Exchange.Failure.CONNECT
                        && inHandshake(result.getRequest().getConnection())
                ? new Exchange.Failed(Exchange.Failure.TLS, "in the handshake: " + failed.detail())
                : failed;
    }

    private static boolean inHandshake(@Nullable Connection connection) {
        EndPoint.SslSessionData tls = connection == null ? null : connection.getSslSessionData();
        return tls != null && tls.cipherSuite().equals(NO_CIPHER_YET);
    }

    private void stop(Response response) {
        stopped = true;
        var unused = response.abort(
                new ExchangeException(Exchange.Failure.TOO_LARGE, "the answer has more than " + limit + " bytes"));
    }

    private void append(ByteBuffer content, int bytes) {
        if (length + bytes > body.length) {
            // Grown by what came, never by what was announced.
            body = Arrays.copyOf(body, Math.min(limit, Math.max(2 * body.length, length + bytes)));
        }
        content.get(body, length, bytes);
        length += bytes;
    }

    private Body taken() {
        return length == 0 ? Body.none() : Body.of(length == body.length ? body : Arrays.copyOf(body, length));
    }

    private static boolean isSuccess(Response response) {
        return response.getStatus() / 100 == 2;
    }

    private static Fields fields(Response response) {
        List<Fields.Line> lines = new ArrayList<>();
        for (HttpField field : response.getHeaders()) {
            String value = field.getValue();
            lines.add(new Fields.Line(field.getName(), value == null ? "" : value));
        }
        return new Fields(lines);
    }
}
