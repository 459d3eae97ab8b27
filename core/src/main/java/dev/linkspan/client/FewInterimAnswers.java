package dev.linkspan.client;

import java.util.List;
import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.EarlyHintsProtocolHandler;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.ProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;

/**
 * Passes over interim answers, but only a few of them: Jetty remembers each until the request ends, so a server that sends
 * nothing else would fill the memory within the deadline.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.2">RFC 9110 §15.2</a>
 */
final class FewInterimAnswers implements ProtocolHandler {

    private static final int FEW = 8;
    private static final String COUNT = FewInterimAnswers.class.getName();

    private final ProtocolHandler handler;

    private FewInterimAnswers(ProtocolHandler handler) {
        this.handler = handler;
    }

    /** Puts these in the place of all protocol handlers, and so of those that redirect, authenticate and upgrade. */
    static void only(HttpClient started) {
        started.getProtocolHandlers().clear();
        for (ProtocolHandler handler : List.of(
                new ContinueProtocolHandler(), new ProcessingProtocolHandler(), new EarlyHintsProtocolHandler())) {
            started.getProtocolHandlers().put(new FewInterimAnswers(handler));
        }
    }

    @Override
    public String getName() {
        return handler.getName();
    }

    @Override
    public boolean accept(Request request, Response response) {
        if (!handler.accept(request, response)) {
            return false;
        }
        int count = request.getAttributes().get(COUNT) instanceof Integer before ? before + 1 : 1;
        var unusedRequest = request.attribute(COUNT, count);
        if (count > FEW) {
            var unusedAbort = response.abort(
                    new ExchangeException(Exchange.Failure.PROTOCOL, "more than " + FEW + " interim answers"));
        }
        return count <= FEW;
    }

    @Override
    public Response.Listener getResponseListener() {
        return handler.getResponseListener();
    }
}
