package dev.linkspan.web;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
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
    private final int maxBodyBytes;
    private final ClientAddress clients;

    /**
     * A handler that no proxy stands before.
     *
     * @param web the relay's face
     * @param maxBodyBytes read no more of a body than this and one byte; the inbox refuses what is longer
     */
    public JettyRelayHandler(RelayWeb web, int maxBodyBytes) {
        this(web, maxBodyBytes, ClientAddress.ofPeer());
    }

    /**
     * A handler.
     *
     * @param web the relay's face
     * @param maxBodyBytes read no more of a body than this and one byte; the inbox refuses what is longer
     * @param clients whom a request is taken to come from
     */
    public JettyRelayHandler(RelayWeb web, int maxBodyBytes, ClientAddress clients) {
        this.web = web;
        this.maxBodyBytes = maxBodyBytes;
        this.clients = clients;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Fields fields = fields(request);
        Optional<WebResponse> answer = web.handle(new WebRequest(
                request.getMethod(),
                request.getHttpURI().getPathQuery(),
                fields,
                web.readsBody(request.getMethod(), request.getHttpURI().getPath()) ? read(request) : Body.none(),
                clients.of(Request.getRemoteAddr(request), fields)));
        if (answer.isEmpty()) {
            return false;
        }
        WebResponse found = answer.get();
        response.setStatus(found.status());
        found.fields().lines().forEach(line -> response.getHeaders().add(line.name(), line.value()));
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, found.body().length());
        if (request.getMethod().equals("HEAD")) {
            callback.succeeded();
        } else {
            response.write(true, ByteBuffer.wrap(found.body().bytes()), callback);
        }
        return true;
    }

    private static Fields fields(Request request) {
        List<Fields.Line> lines = new ArrayList<>();
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue();
            lines.add(new Fields.Line(field.getName(), value == null ? "" : value));
        }
        return new Fields(lines);
    }

    private Body read(Request request) throws IOException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            return Body.of(in.readNBytes(maxBodyBytes + 1));
        }
    }
}
