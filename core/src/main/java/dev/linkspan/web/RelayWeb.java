package dev.linkspan.web;

import dev.linkspan.federation.InboxReply;
import dev.linkspan.federation.Intake;
import dev.linkspan.federation.RelayService;
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
    private final WellKnown wellKnown;

    /** A face for this relay. */
    public RelayWeb(RelayService service) {
        this.service = service;
        this.identity = service.identity();
        this.documents = service.documents();
        this.wellKnown = new WellKnown(
                documents::webFinger,
                "relay@" + identity.authority(),
                "the only account here is relay",
                documents::nodeInfoLinks,
                documents::nodeInfo,
                documents::hostMeta);
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
            default ->
                request.path().startsWith("/activities/")
                        ? Optional.of(ownActivity(request.path()))
                        : wellKnown.at(request);
        };
    }

    private WebResponse ownActivity(String path) {
        return service.activity(identity.origin() + path)
                .map(own -> WebResponse.of(200, "application/activity+json; charset=utf-8", own.body()))
                .orElseGet(() -> WebResponse.error(404, "not_found", "no activity of this id is remembered"));
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
