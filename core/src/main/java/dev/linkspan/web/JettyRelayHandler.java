package dev.linkspan.web;

import dev.linkspan.federation.Intake;
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
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Serves a relay in a Jetty 12 server. Blocks its thread until a POST is durable, so give the server virtual threads. A path
 * that is not the relay's goes on to the next handler.
 */
@SuppressWarnings("exports") // who uses it requires Jetty's module; nobody else should have to
public final class JettyRelayHandler extends Handler.Abstract {

    private final RelayWeb web;
    private final BodyReader bodies;
    private final ClientAddress clients;

    /** How long a body may take unless configured: that of a sender that is far away and not in a hurry. */
    public static final Duration BODY_DEADLINE = Duration.ofSeconds(30);

    private static final WebResponse LATE = WebResponse.error(
                    408, "request_timeout", "the body did not arrive in time; send the request again")
            .with("Connection", "close");

    /**
     * A handler that no proxy stands before, with the usual deadline.
     *
     * @param web the relay's face
     * @param maxBodyBytes read no more of a body than this and one byte; the inbox refuses what is longer
     */
    public JettyRelayHandler(RelayWeb web, int maxBodyBytes) {
        this(web, maxBodyBytes, BODY_DEADLINE, ClientAddress.ofPeer());
    }

    /**
     * A handler.
     *
     * @param web the relay's face
     * @param maxBodyBytes read no more of a body than this and one byte; the inbox refuses what is longer
     * @param bodyDeadline how long the whole of a body may take, however steadily it comes; 408 if it takes longer
     * @param clients whom a request is taken to come from
     */
    public JettyRelayHandler(RelayWeb web, int maxBodyBytes, Duration bodyDeadline, ClientAddress clients) {
        this.web = web;
        this.bodies = new BodyReader(maxBodyBytes, bodyDeadline, System::nanoTime);
        this.clients = clients;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Fields fields = fields(request);
        String client = clients.of(Request.getRemoteAddr(request), fields);
        Optional<WebResponse> answer =
                web.readsBody(request.getMethod(), request.getHttpURI().getPath())
                        ? admitted(request, fields, client)
                        : web.handle(webRequest(request, fields, Body.none(), client));
        answer.ifPresent(found -> write(found, request, response, callback));
        return answer.isPresent();
    }

    private Optional<WebResponse> admitted(Request request, Fields fields, String client) throws IOException {
        return switch (web.admit(client, request.getLength())) {
            case Intake.Verdict.Refused refused -> Optional.of(web.putOff(refused));
            case Intake.Verdict.Admitted admitted -> {
                try (Ticket place = admitted.ticket()) {
                    yield switch (read(request, place)) {
                        case ReadBody.Late late -> Optional.of(LATE);
                        case ReadBody.PutOff putOff -> Optional.of(web.putOff(putOff.refused()));
                        case ReadBody.Whole whole -> web.handle(webRequest(request, fields, whole.body(), client));
                    };
                }
            }
        };
    }

    private static WebRequest webRequest(Request request, Fields fields, Body body, String client) {
        return new WebRequest(request.getMethod(), request.getHttpURI().getPathQuery(), fields, body, client);
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
            return bodies.read(
                    request, place, left -> connection.setIdleTimeout(usual > 0 ? Math.min(usual, left) : left));
        } finally {
            connection.setIdleTimeout(usual);
        }
    }
}
