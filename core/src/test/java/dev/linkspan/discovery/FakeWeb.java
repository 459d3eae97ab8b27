package dev.linkspan.discovery;

import dev.linkspan.client.AddressGuard;
import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.Exchange;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.Transport;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A web of a few pages below our clients, which are the real ones, as is the guard: the public one. */
final class FakeWeb implements Transport {

    static final String AS2 = "application/activity+json";
    static final String JRD = "application/jrd+json";

    /** What was asked for, in order. */
    final List<String> asked = new ArrayList<>();

    private final Map<String, Exchange> pages = new HashMap<>();

    @Override
    public CompletableFuture<Exchange> send(OutgoingRequest request) {
        asked.add(request.uri().toString());
        Exchange page = pages.getOrDefault(request.uri().toString(), status(404));
        boolean isTooLong =
                page instanceof Exchange.Answered answered && answered.body().length() > request.maxResponseBytes();
        return CompletableFuture.completedFuture(
                isTooLong ? new Exchange.Failed(Exchange.Failure.TOO_LARGE, "too long") : page);
    }

    @Override
    public void close() {}

    /** This web for who has no actor and no rules, while no time passes. */
    Network network() {
        return Network.of(this, AddressGuard.publicOnly(), DocumentClient::anonymous, () -> 0);
    }

    /** An ActivityStreams document; single quotes stand for double ones. */
    void document(String url, String json) {
        serve(url, AS2, json.replace('\'', '"'));
    }

    /** The WebFinger answer for a name at its own host. */
    void webFinger(String name, String json) {
        serve(webFingerUrl(name), JRD, json.replace('\'', '"'));
    }

    /** A WebFinger answer with one actor. */
    void webFinger(String name, String subject, String actor) {
        webFinger(
                name,
                "{'subject':'acct:%s','links':[{'rel':'self','type':'%s','href':'%s'}]}"
                        .formatted(subject, AS2, actor));
    }

    static String webFingerUrl(String name) {
        return "https://%s/.well-known/webfinger?resource=acct%%3A%s"
                .formatted(name.substring(name.indexOf('@') + 1), name.replace("@", "%40"));
    }

    /** An actor with a name. */
    void actor(String id, String name) {
        document(
                id,
                "{'@context':'https://www.w3.org/ns/activitystreams','id':'%s','type':'Person','inbox':'%s/inbox','preferredUsername':'%s'}"
                        .formatted(id, id, name));
    }

    void serve(String url, String type, String body) {
        answer(url, new Exchange.Answered(200, Fields.of("Content-Type", type), Body.of(body)));
    }

    void redirect(String url, String location) {
        answer(url, new Exchange.Answered(302, Fields.of("Location", location), Body.none()));
    }

    void refuse(String url, int status) {
        answer(url, status(status));
    }

    void answer(String url, Exchange exchange) {
        pages.put(URI.create(url).toString(), exchange);
    }

    private static Exchange status(int status) {
        return new Exchange.Answered(status, Fields.none(), Body.none());
    }
}
