package dev.linkspan.server.inspect;

import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.Exchange;
import dev.linkspan.client.Fetched;
import dev.linkspan.discovery.KeyDirectory;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.httpsignatures.RequestVerifier;
import dev.linkspan.httpsignatures.VerificationKey;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.inbox.InboxLimits;
import dev.linkspan.inbox.InboxRequest;
import dev.linkspan.inbox.InboxResult;
import dev.linkspan.inbox.InboxVerifier;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.proof.LinkedDataSignatures;
import dev.linkspan.proof.ObjectIntegrityProofs;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The relay's own inbox verifier, in a world that consists of the keys that were found. */
final class TrialInbox {

    private final VerificationPolicy policy;
    private final Instant now;
    private final Map<String, Fetched> world = new HashMap<>();

    TrialInbox(VerificationPolicy policy, Instant now, Map<String, KeyResolution> found) {
        this.policy = policy;
        this.now = now;
        found.forEach((keyId, resolution) -> {
            if (resolution instanceof KeyResolution.Missing missing) {
                world.put(withoutFragment(keyId), absent(missing));
            }
        });
        found.values().forEach(resolution -> {
            if (resolution instanceof KeyResolution.Found known) {
                settle(known.key(), found);
            }
        });
    }

    InboxAnswer answer(RawRequest request) {
        Optional<Authority> own = Authority.of(request.message().targetUri());
        if (own.isEmpty()) {
            return new InboxAnswer(400, "malformed_target", "the target has no host");
        }
        InstantSource clock = InstantSource.fixed(now);
        Store store = Store.inMemory();
        DocumentClient client = uri ->
                world.getOrDefault(withoutFragment(uri.toString()), new Fetched.Refused(404, "not in this trial"));
        InboxVerifier verifier = new InboxVerifier(
                InboxLimits.defaults(),
                store.domainRules(),
                (signer, activity) -> Optional.empty(),
                RequestVerifier.of(policy, clock),
                new LinkedDataSignatures(new Canonicalizer()),
                new ObjectIntegrityProofs(),
                new KeyDirectory(store, client, own.get(), policy, clock),
                clock);
        return switch (verifier.verify(new InboxRequest(request.message(), request.body(), "trial"))) {
            case InboxResult.Verified verified -> new InboxAnswer(202, "accepted", "");
            case InboxResult.Ignored ignored -> new InboxAnswer(202, "ignored", ignored.reason());
            case InboxResult.Refused refused ->
                new InboxAnswer(refused.code().status(), refused.code().code(), refused.detail());
        };
    }

    /** The documents of a key and of its actor, who lists all keys that were found to be his. */
    private void settle(VerificationKey key, Map<String, KeyResolution> found) {
        String actor = key.controller();
        JsonArrayBuilder keys = JsonText.array();
        JsonArrayBuilder ids = JsonText.array();
        found.values().forEach(resolution -> {
            if (resolution instanceof KeyResolution.Found known
                    && known.key().controller().equals(actor)) {
                document(known.key()).ifPresent(keys::add);
                ids.add(known.key().keyId());
            }
        });
        document(key).ifPresent(document -> put(withoutFragment(key.keyId()), document));
        put(
                actor,
                JsonText.object()
                        .add("id", actor)
                        .add("type", "Person")
                        .add("inbox", actor + "/inbox")
                        .add("publicKey", keys)
                        .add("assertionMethod", ids)
                        .build());
    }

    private static Optional<JsonObject> document(VerificationKey key) {
        return key.publicKey()
                .map(publicKey -> JsonText.object()
                        .add("id", key.keyId())
                        .add("owner", key.controller())
                        .add("publicKeyPem", PemKeys.write(publicKey))
                        .build());
    }

    private void put(String url, JsonObject document) {
        try {
            world.put(url, new Fetched.Document(URI.create(url), JsonText.write(document)));
        } catch (IllegalArgumentException e) {
            // No URI, so nobody will ask for it.
        }
    }

    private static Fetched absent(KeyResolution.Missing missing) {
        return switch (missing.reason()) {
            case GONE -> new Fetched.Refused(410, missing.detail());
            case NOT_FOUND, INVALID, BLOCKED -> new Fetched.Refused(404, missing.detail());
            case UNAVAILABLE -> new Fetched.Unreachable(Exchange.Failure.CONNECT, missing.detail());
        };
    }

    private static String withoutFragment(String id) {
        int hash = id.indexOf('#');
        return hash < 0 ? id : id.substring(0, hash);
    }
}
