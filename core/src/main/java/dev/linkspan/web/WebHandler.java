package dev.linkspan.web;

import dev.linkspan.federation.Intake;
import java.time.Duration;
import java.util.Optional;

/**
 * What answers HTTP requests, free of any server. An adapter ({@link JettyHandler}, {@link FederationFilter},
 * {@link FederationServlet}) asks {@link #readsBody} first; if a body is wanted, it asks {@link #admit} before it reads
 * anything of it, and answers with {@link #putOff} what is not admitted. Then it has the request handled, with the exact bytes
 * that came. Methods may block, which suits virtual threads; implementations are thread-safe.
 */
public interface WebHandler {

    /** How long a body may take unless configured: that of a sender that is far away and not in a hurry. */
    Duration BODY_DEADLINE = Duration.ofSeconds(30);

    /**
     * Whether a request has a body that is wanted; any other is left unread for whoever else serves the path.
     *
     * @param method the method
     * @param path the path exactly as on the request line, without the query
     */
    boolean readsBody(String method, String path);

    /** The largest body in bytes. Of a larger one no more is read than this and one byte; the handler refuses it. */
    int maxBodyBytes();

    /**
     * Whether there is room for a request whose body is wanted.
     *
     * @param client the address that it comes from
     * @param declaredBytes how long its body says it is; less than 0 if it does not say
     */
    Intake.Verdict admit(String client, long declaredBytes);

    /** The answer to what there is no room for. */
    WebResponse putOff(Intake.Verdict.Refused refused);

    /** Answers a request; empty if the path is none of ours, so that others can serve it. */
    Optional<WebResponse> handle(WebRequest request);
}
