package dev.linkspan.web;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What filter and servlet have in common: from the Servlet API to a handler and back. Thread-safe. */
final class ServletAdapter {

    private final Reception reception;
    private final ServletBody bodies;
    private final ClientAddress clients;

    ServletAdapter(WebHandler web, Duration bodyDeadline, ClientAddress clients) {
        this.reception = new Reception(web);
        this.bodies = new ServletBody(web.maxBodyBytes(), bodyDeadline, System::nanoTime);
        this.clients = clients;
    }

    /** Answers a request; false if it is not the handler's, so that others can serve it. */
    boolean answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            return false; // forwarded within the application: the path is not the one that was sent and signed
        }
        Fields fields = fields(request);
        WebRequest head = new WebRequest(
                request.getMethod(), target(request), fields, Body.none(), clients.of(request.getRemoteAddr(), fields));
        Optional<WebResponse> answer =
                reception.receive(head, request.getContentLengthLong(), place -> bodies.read(request, place));
        if (answer.isPresent()) {
            write(answer.get(), request, response);
        }
        return answer.isPresent();
    }

    /** Not the servlet path and path info, which containers decode and tidy up: only this is what was sent. */
    private static String target(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    private static Fields fields(HttpServletRequest request) {
        List<Fields.Line> lines = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                lines.add(new Fields.Line(name, value));
            }
        }
        return new Fields(lines);
    }

    private static void write(WebResponse answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(answer.status());
        answer.fields().lines().forEach(line -> response.addHeader(line.name(), line.value()));
        response.setContentLength(answer.body().length());
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(answer.body().bytes());
        }
    }
}
