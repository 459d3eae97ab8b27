package dev.linkspan.web;

import dev.linkspan.discovery.HostMetaDocument;
import dev.linkspan.discovery.NodeInfoDocument;
import dev.linkspan.discovery.WebFingerDocument;
import dev.linkspan.federation.InboxReply;
import dev.linkspan.federation.Intake;
import dev.linkspan.federation.RelayService;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.inbox.InboxRequest;
import dev.linkspan.inbox.InboxResult;
import dev.linkspan.relay.RelayDocuments;
import dev.linkspan.relay.RelayIdentity;
import java.util.Optional;

/** The relay's HTTP face, free of any server. Blocks until a POST is durable; thread-safe. */
public final class RelayWeb implements WebHandler {

    private static final String INBOX = "/inbox";

    private final RelayService service;
    private final RelayIdentity identity;
    private final RelayDocuments documents;

    /** A face for this relay. */
    public RelayWeb(RelayService service) {
        this.service = service;
        this.identity = service.identity();
        this.documents = service.documents();
    }

    @Override
    public boolean readsBody(String method, String path) {
        return method.equals("POST") && path.equals(INBOX);
    }

    @Override
    public int maxBodyBytes() {
        return service.limits().maxBodyBytes();
    }

    @Override
    public Intake.Verdict admit(String client, long declaredBytes) {
        return service.intake().admit(client, declaredBytes);
    }

    @Override
    public WebResponse putOff(Intake.Verdict.Refused refused) {
        return Refusals.putOff(refused);
    }

    @Override
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
            case "/.well-known/webfinger" -> Optional.of(webFinger(request));
            case "/.well-known/nodeinfo" ->
                Optional.of(WebResponse.json(200, "application/json", documents.nodeInfoLinks()));
            case "/nodeinfo/2.0" -> Optional.of(nodeInfo(NodeInfoDocument.Version.V2_0));
            case "/nodeinfo/2.1" -> Optional.of(nodeInfo(NodeInfoDocument.Version.V2_1));
            case "/.well-known/host-meta" ->
                Optional.of(WebResponse.of(
                        200,
                        HostMetaDocument.MEDIA_TYPE,
                        Body.of(documents.hostMeta().xml())));
            case "/.well-known/host-meta.json" ->
                Optional.of(WebResponse.json(
                        200, "application/json", documents.hostMeta().json()));
            default ->
                request.path().startsWith("/activities/") ? Optional.of(ownActivity(request.path())) : Optional.empty();
        };
    }

    private WebResponse ownActivity(String path) {
        return service.activity(identity.origin() + path)
                .map(own -> WebResponse.of(200, "application/activity+json; charset=utf-8", own.body()))
                .orElseGet(() -> WebResponse.error(404, "not_found", "no activity of this id is remembered"));
    }

    private WebResponse nodeInfo(NodeInfoDocument.Version version) {
        return WebResponse.json(200, version.mediaType(), documents.nodeInfo(version));
    }

    private WebResponse webFinger(WebRequest request) {
        Optional<String> resource = request.parameter("resource");
        if (resource.isEmpty()) {
            return WebResponse.error(400, "resource_missing", "ask with ?resource=acct:relay@" + identity.authority());
        }
        return resource.flatMap(documents::webFinger)
                .map(found -> WebResponse.json(200, WebFingerDocument.MEDIA_TYPE, found)
                        .with("Access-Control-Allow-Origin", "*"))
                .orElseGet(() -> WebResponse.error(404, "not_found", "the only account here is relay"));
    }

    private Optional<WebResponse> post(WebRequest request) {
        if (!request.path().equals(INBOX)) {
            return get(request).isEmpty()
                    ? Optional.empty()
                    : Optional.of(WebResponse.error(405, "method_not_allowed", "the inbox is " + identity.inbox())
                            .with("Allow", "GET, HEAD"));
        }
        return Optional.of(request.at(identity.origin())
                .map(message -> receive(new InboxRequest(message, request.body(), request.client())))
                .orElseGet(Refusals::malformedTarget));
    }

    private WebResponse receive(InboxRequest request) {
        return switch (service.receive(request)) {
            case InboxReply.Taken taken -> WebResponse.empty(202);
            case InboxReply.Refused refused -> refusal(refused.refused());
        };
    }

    private WebResponse refusal(InboxResult.Refused refused) {
        return Refusals.of(refused, identity.authority(), service.saysAcceptSignature());
    }
}
