package dev.linkspan.benchmarks;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.httpsignatures.RequestVerifier;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.httpsignatures.Verdict;
import dev.linkspan.httpsignatures.VerificationKey;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.vocab.JsonText;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** All fake servers around one relay, and what they publish. They share one key pair: making a thousand takes minutes. */
final class Fleet implements AutoCloseable {

    private static final int RSA_BITS = 2048;

    private final int subscribers;
    private final int publishers;
    private final Plan plan;
    private final String relayOrigin;
    private final KeyPair keys;
    private final Ledger ledger;
    private final FakeServers servers;
    private final SinkServer sinks;
    private final Addresses addresses;

    private Fleet(int subscribers, int publishers, Plan plan, String relayOrigin, KeyPair keys, List<Integer> groups)
            throws IOException {
        this.subscribers = subscribers;
        this.publishers = publishers;
        this.plan = plan;
        this.relayOrigin = relayOrigin;
        this.keys = keys;
        this.ledger = new Ledger(subscribers, plan);
        this.servers = new FakeServers(relayOrigin, subscribers, ledger, keys.getPublic());
        this.sinks = SinkServer.start(servers::answer);
        List<Addresses.Group> doors = new ArrayList<>();
        for (int first : groups) {
            doors.add(new Addresses.Group(first, sinks.openDoor()));
        }
        this.addresses = new Addresses(sinks.port(), doors);
    }

    /** Starts fake servers for the relay at this origin. */
    static Fleet start(int subscribers, int publishers, Plan plan, String relayOrigin) throws IOException {
        return start(subscribers, publishers, plan, relayOrigin, List.of());
    }

    /**
     * Starts fake servers for the relay at this origin.
     *
     * @param groups the first subscriber of each group that can be closed and reopened
     */
    static Fleet start(int subscribers, int publishers, Plan plan, String relayOrigin, List<Integer> groups)
            throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            return new Fleet(subscribers, publishers, plan, relayOrigin, generator.generateKeyPair(), groups);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("RSA is part of every JDK", e);
        }
    }

    Ledger ledger() {
        return ledger;
    }

    FakeServers servers() {
        return servers;
    }

    SinkServer sinks() {
        return sinks;
    }

    /** A key as one of the servers names it. */
    SigningKey keyOf(String authority) {
        return new SigningKey("http://" + authority + "/actor#main-key", keys.getPrivate());
    }

    /** The port of a group, by its place in the list of groups. */
    int door(int group) {
        return addresses.groups().get(group).port();
    }

    /** Lets every subscriber follow the public collection; the Accepts come later. */
    void subscribe(int relayPort) throws IOException {
        subscribe(relayPort, 0, subscribers);
    }

    /** Lets some subscribers follow the public collection, or say so again; the Accepts come later. */
    void subscribe(int relayPort, int from, int to) throws IOException {
        Instant now = InstantSource.system().instant();
        try (RelayConnection connection = new RelayConnection(relayPort)) {
            for (int i = from; i < to; i++) {
                String authority = addresses.subscriber(i);
                Body request = SignedPost.of(inbox(), Documents.follow(authority), keyOf(authority), now);
                RelayConnection.Answer answer = connection.send(request, () -> {});
                if (answer.status() != 202) {
                    throw new IOException("Follow by " + authority + ": " + RelayConnection.text(answer));
                }
            }
        }
    }

    /** The plan's activities as whole requests, signed now. */
    List<Body> requests(Documents documents) {
        Instant now = InstantSource.system().instant();
        List<Body> requests = new ArrayList<>();
        for (int activity = 0; activity < plan.activities(); activity++) {
            Plan.Step step = plan.step(activity);
            String publisher = addresses.publisher(Publishing.publisherOf(step.object(), publishers));
            SigningKey key = keyOf(publisher);
            requests.add(SignedPost.of(inbox(), documents.activity(publisher, activity, step, key, now), key, now));
        }
        return requests;
    }

    private URI inbox() {
        return URI.create(relayOrigin + "/inbox");
    }

    /** How many of the sampled deliveries, one for each subscriber, carry no valid signature of the relay. */
    int badSignatures(int relayPort) throws IOException {
        VerificationKey key =
                new VerificationKey(relayOrigin + "/actor#main-key", relayKey(relayPort), relayOrigin + "/actor");
        RequestVerifier verifier = RequestVerifier.of(VerificationPolicy.FEDIVERSE, InstantSource.system());
        int bad = 0;
        for (SinkRequest sample : servers.samples().values()) {
            Verdict verdict = verifier.verify(
                    sample.message(), sample.body(), (id, freshness) -> new KeyResolution.Found(key, true));
            bad += verdict instanceof Verdict.Valid ? 0 : 1;
        }
        return bad;
    }

    private PublicKey relayKey(int relayPort) throws IOException {
        try (RelayConnection connection = new RelayConnection(relayPort)) {
            Body actor = connection
                    .get("/actor", URI.create(relayOrigin).getAuthority())
                    .body();
            return switch (JsonText.parse(actor)) {
                case JsonText.Result.Document document ->
                    PemKeys.readPublic(
                            document.object().getJsonObject("publicKey").getString("publicKeyPem"));
                case JsonText.Result.Malformed malformed -> throw new IOException(malformed.detail());
            };
        } catch (KeyFormatException e) {
            throw new IOException("the relay's actor shows no key", e);
        }
    }

    @Override
    public void close() throws IOException {
        sinks.close();
    }
}
