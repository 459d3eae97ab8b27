package dev.linkspan.web;

import dev.linkspan.federation.Intake;
import dev.linkspan.federation.RelayReply;
import dev.linkspan.federation.RelayService;
import dev.linkspan.httpsignatures.AcceptSignature;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.inbox.InboxRequest;
import dev.linkspan.inbox.InboxResult;
import dev.linkspan.inbox.Refusal;
import dev.linkspan.relay.RelayDocuments;
import dev.linkspan.relay.RelayIdentity;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The relay's HTTP face, free of any server. Blocks until a POST is durable; thread-safe. */
public final class RelayWeb {

    private static final String INBOX = "/inbox";
    private static final String JRD = "application/jrd+json";

    /**
     * What we demand of a signature by RFC 9421, the same for all and always: no nonce that we would have to remember.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-5.1">RFC 9421 §5.1</a>
     */
    private static final String ACCEPT_SIGNATURE = AcceptSignature.forRequests(
                    "sig1", VerificationPolicy.FEDIVERSE, true)
            .serialize();

    private final RelayService service;
    private final RelayIdentity identity;
    private final RelayDocuments documents;

    /** A face for this relay. */
    public RelayWeb(RelayService service) {
        this.service = service;
        this.identity = service.identity();
        this.documents = service.documents();
    }

    /** Whether a request has a body that the relay wants; any other is left unread for whoever else serves the path. */
    public boolean readsBody(String method, String path) {
        return method.equals("POST") && path.equals(INBOX);
    }

    /**
     * Whether there is room for a request whose body the relay wants. To be asked before anything of the body is read; what is
     * not admitted is answered with {@link #putOff}.
     *
     * @param client the address that it comes from
     * @param declaredBytes how long its body says it is; less than 0 if it does not say
     */
    public Intake.Verdict admit(String client, long declaredBytes) {
        return service.intake().admit(client, declaredBytes);
    }

    /** The answer to what there is no room for. */
    public WebResponse putOff(Intake.Verdict.Refused refused) {
        return WebResponse.error(
                        Refusal.OVERLOADED.status(),
                        Refusal.OVERLOADED.code(),
                        "this server cannot take more at the moment ("
                                + refused.reason().word() + "); send it again later")
                .with("Retry-After", Long.toString(refused.retryAfter().toSeconds()));
    }

    /** Answers a request; empty if the path is none of the relay's, so that others can serve it. */
    public Optional<WebResponse> handle(WebRequest request) {
        return switch (request.method()) {
            case "GET", "HEAD" -> get(request).map(response -> response.with("Vary", "Accept"));
            case "POST" -> post(request);
            default ->
                get(request)
                        .map(found -> WebResponse.error(
                                        405, "method_not_allowed", "send GET, or POST to " + identity.inbox())
                                .with("Allow", "GET, HEAD, POST"));
        };
    }

    private Optional<WebResponse> get(WebRequest request) {
        return switch (request.path()) {
            // The inbox shows the actor: administrators mistake the one URL for the other.
            case "/actor", INBOX -> Optional.of(WebResponse.activity(documents.actor()));
            case "/outbox" -> Optional.of(WebResponse.activity(documents.emptyCollection(identity.outbox())));
            case "/followers" -> Optional.of(WebResponse.activity(documents.emptyCollection(identity.followers())));
            case "/following" -> Optional.of(WebResponse.activity(documents.emptyCollection(identity.following())));
            case "/.well-known/webfinger" -> Optional.of(webFinger(request.query()));
            case "/.well-known/nodeinfo" ->
                Optional.of(WebResponse.json(200, "application/json", documents.nodeInfoLinks()));
            case "/nodeinfo/2.0" -> Optional.of(nodeInfo("2.0"));
            case "/nodeinfo/2.1" -> Optional.of(nodeInfo("2.1"));
            case "/.well-known/host-meta" ->
                Optional.of(WebResponse.of(200, "application/xrd+xml; charset=utf-8", Body.of(documents.hostMeta())));
            case "/.well-known/host-meta.json" ->
                Optional.of(WebResponse.json(200, "application/json", documents.hostMetaJson()));
            default ->
                request.path().startsWith("/activities/") ? Optional.of(ownActivity(request.path())) : Optional.empty();
        };
    }

    private WebResponse ownActivity(String path) {
        return service.activity(identity.origin() + path)
                .map(own -> WebResponse.of(200, "application/activity+json; charset=utf-8", own.body()))
                .orElseGet(() -> WebResponse.error(404, "not_found", "no activity of this id is remembered"));
    }

    private WebResponse nodeInfo(String version) {
        return WebResponse.json(
                200,
                "application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/" + version + "#\"",
                documents.nodeInfo(version));
    }

    private WebResponse webFinger(String query) {
        Optional<String> resource = parameter(query, "resource");
        if (resource.isEmpty()) {
            return WebResponse.error(400, "resource_missing", "ask with ?resource=acct:relay@" + identity.authority());
        }
        return resource.flatMap(documents::webFinger)
                .map(found -> WebResponse.json(200, JRD, found).with("Access-Control-Allow-Origin", "*"))
                .orElseGet(() -> WebResponse.error(404, "not_found", "the only account here is relay"));
    }

    private static Optional<String> parameter(String query, String name) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                try {
                    return Optional.of(URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private Optional<WebResponse> post(WebRequest request) {
        if (!request.path().equals(INBOX)) {
            return get(request).isEmpty()
                    ? Optional.empty()
                    : Optional.of(WebResponse.error(405, "method_not_allowed", "the inbox is " + identity.inbox())
                            .with("Allow", "GET, HEAD"));
        }
        URI target;
        try {
            target = new URI(identity.origin() + request.requestTarget());
        } catch (URISyntaxException e) {
            return Optional.of(WebResponse.error(400, "malformed_target", "the request target is no valid URI"));
        }
        InboxRequest inbound = new InboxRequest(
                new HttpMessage.Request("POST", target, withOurHost(request.fields())),
                request.body(),
                request.client());
        return Optional.of(
                switch (service.receive(inbound)) {
                    case RelayReply.Taken taken -> WebResponse.empty(202);
                    case RelayReply.Refused refused -> refusal(refused.refused());
                });
    }

    /**
     * Signatures are checked against the host that we are, not the one that the request names: a request that was signed
     * for another server does not verify here, and one whose {@code Host} a proxy rewrote does.
     */
    private Fields withOurHost(Fields fields) {
        return new Fields(fields.lines().stream()
                        .filter(line -> !line.name().equalsIgnoreCase("Host"))
                        .toList())
                .with("Host", identity.authority().toString());
    }

    private WebResponse refusal(InboxResult.Refused refused) {
        String detail = refused.detail();
        if (refused.code() == Refusal.SIGNATURE_INVALID) {
            detail += "; signatures are checked for host " + identity.authority();
        }
        WebResponse response =
                WebResponse.error(refused.code().status(), refused.code().code(), detail);
        if (service.saysAcceptSignature() && mayBeSignedBetter(refused.code())) {
            response = response.with("Accept-Signature", ACCEPT_SIGNATURE);
        }
        WebResponse answer = response;
        return refused.retryAfter()
                .map(wait -> answer.with("Retry-After", Long.toString(wait.toSeconds())))
                .orElse(answer);
    }

    /** Whether the sender could do better by signing the same request in another way. */
    private static boolean mayBeSignedBetter(Refusal code) {
        return switch (code) {
            case SIGNATURE_MISSING, SIGNATURE_MALFORMED, SIGNATURE_INVALID, DIGEST_MISMATCH, DATE_OUT_OF_WINDOW -> true;
            default -> false;
        };
    }
}
