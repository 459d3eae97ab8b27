package dev.linkspan.web;

import dev.linkspan.federation.Ticket;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Serves a relay or a federation in a Jetty 12 server. Blocks its thread until a POST is durable, so give the server virtual
 * threads. A path that is not the handler's goes on to the next one. Thread-safe.
 */
@SuppressWarnings("exports") // who uses it requires Jetty's module; nobody else should have to
public final class JettyHandler extends Handler.Abstract {

    private final Reception reception;
    private final BodyReader bodies;
    private final ClientAddress clients;

    /**
     * A handler that no proxy stands before, with the usual deadline.
     *
     * @param web what answers
     */
    public JettyHandler(WebHandler web) {
        this(web, WebHandler.BODY_DEADLINE, ClientAddress.ofPeer());
    }

    /**
     * A handler.
     *
     * @param web what answers
     * @param bodyDeadline how long the whole of a body may take, however steadily it comes; 408 if it takes longer
     * @param clients whom a request is taken to come from
     */
    public JettyHandler(WebHandler web, Duration bodyDeadline, ClientAddress clients) {
        this.reception = new Reception(web);
        this.bodies = new BodyReader(web.maxBodyBytes(), bodyDeadline, System::nanoTime);
        this.clients = clients;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Fields fields = fields(request);
        WebRequest head = new WebRequest(
                request.getMethod(),
                target(request.getHttpURI()),
                fields,
                Body.none(),
                clients.of(Request.getRemoteAddr(request), fields));
        Optional<WebResponse> answer = reception.receive(head, request.getLength(), place -> read(request, place));
        answer.ifPresent(found -> write(found, request, response, callback));
        return answer.isPresent();
    }

    /** Path and query as on the request line; empty for an authority alone, which only {@code CONNECT} has. */
    private static String target(HttpURI uri) {
        String path = uri.getPath();
        if (path == null || path.isEmpty()) {
            // RFC 9112 section 3.2.2: an absolute URI may have no path.
            path = uri.getScheme() == null ? "" : "/";
        }
        String query = uri.getQuery();
        return query == null ? path : path + "?" + query;
    }

    private static void write(WebResponse answer, Request request, Response response, Callback callback) {
        response.setStatus(answer.status());
        answer.fields().lines().forEach(line -> response.getHeaders().add(line.name(), line.value()));
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length());
        if (request.getMethod().equals("HEAD")) {
            callback.succeeded();
        } else {
            response.write(true, ByteBuffer.wrap(answer.body().bytes()), callback);
        }
    }

    private static Fields fields(Request request) {
        List<Fields.Line> lines = new ArrayList<>();
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue();
            lines.add(new Fields.Line(field.getName(), value == null ? "" : value));
        }
        return new Fields(lines);
    }

    private ReadBody read(Request request, Ticket place) throws IOException {
        EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
        long usual = connection.getIdleTimeout();
        try {
            ReadBody read = bodies.read(
                    request, place, left -> connection.setIdleTimeout(usual > 0 ? Math.min(usual, left) : left));
            return isWhatCame(read, request) ? read : new ReadBody.Consumed();
        } finally {
            connection.setIdleTimeout(usual);
        }
    }

    /** Whether a body is all that the connection brought: not if somebody before us read of it, or inflated it. */
    private boolean isWhatCame(ReadBody read, Request request) {
        return !(read instanceof ReadBody.Whole whole)
                || bodies.isCut(whole.body())
                || Request.getContentBytesRead(request) == whole.body().length();
    }
}
