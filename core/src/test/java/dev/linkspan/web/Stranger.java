package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.federation.Intake;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.proof.LinkedDataSignatures;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that shows what it likes and says what it likes. */
final class Stranger implements WebHandler {

    private static final String CONTEXT = "https://www.w3.org/ns/activitystreams";

    final Peer peer;
    private final InProcessNetwork network;
    private final Map<String, String> documents = new ConcurrentHashMap<>();
    private final BlockingQueue<String> posted = new LinkedBlockingQueue<>();

    /** One with an actor that has an inbox there. */
    Stranger(InProcessNetwork network, String host) {
        this.network = network;
        this.peer = new Peer("https://" + host + "/users/mallory", Peer.generate());
        network.put(host, this);
        show("/users/mallory", peer.document());
    }

    void show(String path, String document) {
        documents.put(path, document);
    }

    /** Posts an activity in its actor's name, signed by its key; the status of the answer. */
    int post(String inbox, String id, String type, String members) throws Exception {
        return post(
                inbox,
                "{\"@context\":\"" + CONTEXT + "\",\"id\":\"" + id + "\",\"type\":\"" + type + "\",\"actor\":\""
                        + peer.actor() + "\"," + members + "}");
    }

    int post(String inbox, String json) throws Exception {
        return post(peer, inbox, json);
    }

    int post(Peer signer, String inbox, String json) throws Exception {
        Exchange answer =
                network.send(signer.postTo(inbox, json, Instant.now())).get(20, TimeUnit.SECONDS);
        return ((Exchange.Answered) answer).status();
    }

    /** A document that its actor signed, so that others may bring it. */
    String signed(JsonObject document) {
        SigningKey key = new SigningKey(peer.keyId(), peer.keys().getPrivate());
        return new LinkedDataSignatures(new Canonicalizer())
                .sign(document, key, Instant.now())
                .toString();
    }

    /** The next activity that came to it. */
    String next() throws InterruptedException {
        String next = posted.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("an activity").isNotNull();
        return next;
    }

    @Override
    public boolean readsBody(String method, String path) {
        return false; // it takes whatever comes, and asks nobody for room
    }

    @Override
    public int maxBodyBytes() {
        return 1 << 20;
    }

    @Override
    public Intake.Verdict admit(String client, long declaredBytes) {
        throw new AssertionError("not asked for room");
    }

    @Override
    public WebResponse putOff(Intake.Verdict.Refused refused) {
        throw new AssertionError("nothing is put off");
    }

    @Override
    public Optional<WebResponse> handle(WebRequest request) {
        if (request.method().equals("POST")) {
            posted.add(request.body().text());
            return Optional.of(WebResponse.empty(202));
        }
        return Optional.ofNullable(documents.get(request.path()))
                .map(document -> WebResponse.of(200, "application/activity+json", Body.of(document)));
    }
}
