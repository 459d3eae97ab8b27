package dev.linkspan.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * Serves a federation or a relay inside a web application, by Jakarta Servlet 6 and so in Tomcat, Jetty, Undertow, and what
 * stands on them. Map it to {@code /*}, in front of all filters that read bodies: what is not the handler's goes on through the
 * chain, untouched. A body that was read or changed before it came here is answered with 500 and {@code body_consumed}, never
 * taken unverified. Blocks its thread until a POST is durable, so give the container virtual threads. Thread-safe.
 *
 * <p>Paths are those of the request line, with the context path of the application if it has one, and nothing decoded. Only
 * requests from outside are answered, none that the application forwards.
 */
@SuppressWarnings("exports") // who uses it requires the Servlet module; nobody else should have to
public final class FederationFilter implements Filter {

    private final ServletAdapter adapter;

    /**
     * A filter that no proxy stands before, with the usual deadline.
     *
     * @param web what answers
     */
    public FederationFilter(WebHandler web) {
        this(web, WebHandler.BODY_DEADLINE, ClientAddress.ofPeer());
    }

    /**
     * A filter.
     *
     * @param web what answers
     * @param bodyDeadline how long the whole of a body may take; 408 if it takes longer. A single pause may take as long as the
     *     container lets it, so set its read time-out, too
     * @param clients whom a request is taken to come from
     */
    public FederationFilter(WebHandler web, Duration bodyDeadline, ClientAddress clients) {
        this.adapter = new ServletAdapter(web, bodyDeadline, clients);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean isAnswered = request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse answer
                && adapter.answer(http, answer);
        if (!isAnswered) {
            chain.doFilter(request, response);
        }
    }
}
