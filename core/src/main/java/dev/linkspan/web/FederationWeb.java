package dev.linkspan.web;

import dev.linkspan.federation.Federation;
import dev.linkspan.federation.FederationDocuments;
import dev.linkspan.federation.FederationDocuments.Shown;
import dev.linkspan.federation.InboxReply;
import dev.linkspan.federation.Intake;
import dev.linkspan.federation.LocalActor;
import dev.linkspan.federation.LocalInbox;
import dev.linkspan.federation.Requester;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.inbox.InboxRequest;
import java.util.Optional;

/**
 * The HTTP face of a {@link Federation}, free of any server. What is for people, an application serves itself: a request whose
 * {@code Accept} does not ask for a document is not answered here. Blocks until a POST is durable; thread-safe.
 */
public final class FederationWeb implements WebHandler {

    private final Federation federation;
    private final FederationDocuments documents;
    private final WellKnown wellKnown;

    /** A face for this federation. */
    public FederationWeb(Federation federation) {
        this.federation = federation;
        this.documents = federation.documents();
        this.wellKnown = new WellKnown(
                documents::webFinger,
                "user@host",
                "there is no such account",
                documents::nodeInfoLinks,
                documents::nodeInfo,
                documents::hostMeta);
    }

    @Override
    public boolean readsBody(String method, String path) {
        return method.equals("POST") && federation.inboxAt(path).isPresent();
    }

    @Override
    public int maxBodyBytes() {
        return federation.limits().maxBodyBytes();
    }

    @Override
    public Intake.Verdict admit(String client, long declaredBytes) {
        return federation.intake().admit(client, declaredBytes);
    }

    @Override
    public WebResponse putOff(Intake.Verdict.Refused refused) {
        return Refusals.putOff(refused);
    }

    @Override
    public Optional<WebResponse> handle(WebRequest request) {
        return switch (request.method()) {
            case "GET", "HEAD" -> wellKnown.at(request).or(() -> document(request));
            case "POST" -> federation.inboxAt(request.path()).map(inbox -> post(request, inbox));
            default -> Optional.empty();
        };
    }

    private Optional<WebResponse> document(WebRequest request) {
        // Who does not care gets the document: that is how machines ask, and people's browsers say what they want.
        Representation wanted = Representation.wanted(request.fields(), Representation.ACTIVITY_JSON);
        if (wanted == Representation.PAGE) {
            return Optional.empty();
        }
        Optional<HttpMessage.Request> message = request.at(federation.origin());
        if (message.isEmpty()) {
            return Optional.empty();
        }
        Requester requester = federation.requester(message.get(), request.client());
        Optional<WebResponse> response =
                switch (documents.at(request.path(), request.query(), requester)) {
                    case Shown.NotOurs not -> Optional.empty();
                    case Shown.Document found -> Optional.of(WebResponse.json(200, wanted.mediaType(), found.json()));
                    case Shown.Gone gone -> Optional.of(WebResponse.json(410, wanted.mediaType(), gone.tombstone()));
                    case Shown.Nothing nothing ->
                        Optional.of(WebResponse.error(404, "not_found", "there is nothing here, or nothing for you"));
                    case Shown.Unauthorized unauthorized ->
                        Optional.of(WebResponse.error(
                                401,
                                "signature_missing",
                                "sign this request with the key of an actor (authorized fetch)"));
                    case Shown.TooOften tooOften ->
                        Optional.of(
                                WebResponse.error(429, "too_many_requests", "your server asked for too many of these")
                                        .with("Retry-After", "60"));
                };
        return response.map(answer -> forWhom(answer, requester));
    }

    /** What depends on who asks must not be kept for others on the way. */
    private static WebResponse forWhom(WebResponse answer, Requester requester) {
        WebResponse varied = answer.with("Vary", "Accept, Signature, Signature-Input, Authorization");
        return requester.wasAsked() ? varied.with("Cache-Control", "private, no-store") : varied;
    }

    private WebResponse post(WebRequest request, LocalInbox inbox) {
        Optional<WebResponse> absent = inbox.handle().flatMap(this::absent);
        return absent.isPresent()
                ? absent.get()
                : request.at(federation.origin())
                        .map(message -> receive(new InboxRequest(message, request.body(), request.client()), inbox))
                        .orElseGet(Refusals::malformedTarget);
    }

    /** The answer at the inbox of who is not here; empty if it is. */
    private Optional<WebResponse> absent(String handle) {
        Optional<LocalActor> actor = federation.actor(handle);
        if (actor.isEmpty()) {
            return Optional.of(WebResponse.error(404, "not_found", "there is no such inbox"));
        }
        return switch (actor.get()) {
            case LocalActor.Present present -> Optional.empty();
            case LocalActor.Gone gone -> Optional.of(WebResponse.error(410, "gone", "this account was deleted"));
        };
    }

    private WebResponse receive(InboxRequest request, LocalInbox inbox) {
        return switch (federation.receive(request, inbox)) {
            case InboxReply.Taken taken -> WebResponse.empty(202);
            case InboxReply.Refused refused -> Refusals.of(refused.refused(), federation.authority(), true);
        };
    }
}
