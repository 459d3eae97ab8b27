package dev.linkspan.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * Serves a federation or a relay as a Jakarta Servlet, for applications that have paths of their own elsewhere: what is not the
 * handler's is answered with 404. Where pages and documents share addresses, use {@link FederationFilter}, of which all else
 * holds here, too. Thread-safe.
 */
@SuppressWarnings({"exports", "serial"}) // who uses it requires the Servlet module; no container stores servlets
public final class FederationServlet extends HttpServlet {

    private final ServletAdapter adapter;

    /**
     * A servlet that no proxy stands before, with the usual deadline.
     *
     * @param web what answers
     */
    public FederationServlet(WebHandler web) {
        this(web, WebHandler.BODY_DEADLINE, ClientAddress.ofPeer());
    }

    /**
     * A servlet.
     *
     * @param web what answers
     * @param bodyDeadline how long the whole of a body may take; 408 if it takes longer
     * @param clients whom a request is taken to come from
     */
    public FederationServlet(WebHandler web, Duration bodyDeadline, ClientAddress clients) {
        this.adapter = new ServletAdapter(web, bodyDeadline, clients);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!adapter.answer(request, response)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
