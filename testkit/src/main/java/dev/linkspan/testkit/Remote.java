package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.net.URI;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Fetches foreign documents, signed by the instance actor, and remembers actors. Thread-safe. */
final class Remote {

    private static final int MAX_ACTORS = 10_000;

    private final Profile profile;
    private final Wire wire;
    private final SigningKey key;
    private final Map<String, RemoteActor> actors = new ConcurrentHashMap<>();

    /** A document, or why there is none. */
    sealed interface Document {
        /** It was there. */
        record Found(JsonObject json) implements Document {}

        /**
         * It was not.
         *
         * @param mayComeBack whether asking later could help
         */
        record Missing(boolean mayComeBack, String words) implements Document {}
    }

    /** An actor, or why there is none. */
    sealed interface Lookup {
        /** It was there and is acceptable. */
        record Found(RemoteActor actor) implements Lookup {}

        /** It was not, or is not. */
        record Missing(boolean mayComeBack, String words) implements Lookup {}
    }

    Remote(Profile profile, Wire wire, SigningKey key) {
        this.profile = profile;
        this.wire = wire;
        this.key = key;
    }

    Document fetch(String address) {
        return fetch(address, Wire.ACCEPT);
    }

    boolean knows(String actor) {
        return actors.containsKey(actor);
    }

    void forget(String actor) {
        actors.remove(actor);
    }

    /** The actor behind a key id, and only if it lists this very key. */
    Lookup byKeyId(String keyId, boolean fresh) {
        int fragment = keyId.indexOf('#');
        String address = fragment < 0 ? keyId : keyId.substring(0, fragment);
        if (profile == Profile.PLEROMA) {
            for (String ending : new String[] {"/main-key", "/publickey"}) {
                address = address.endsWith(ending) ? address.substring(0, address.length() - ending.length()) : address;
            }
            return actor(address, fresh);
        }
        Lookup lookup = actor(address, fresh);
        if (profile == Profile.FRIENDICA || profile == Profile.THREADS) {
            return lookup; // it cuts the fragment off, and that is all
        }
        if (lookup instanceof Lookup.Found found && !found.actor().keyId().equals(keyId)) {
            return new Lookup.Missing(
                    false,
                    found.actor().id() + " lists the key " + found.actor().keyId() + ", not " + keyId);
        }
        return lookup;
    }

    Lookup actor(String id, boolean fresh) {
        RemoteActor known = fresh ? null : actors.get(id);
        if (known != null) {
            return new Lookup.Found(known);
        }
        return switch (fetch(id)) {
            case Document.Missing missing -> new Lookup.Missing(missing.mayComeBack(), missing.words());
            case Document.Found found -> {
                AsObject document = AsObject.of(found.json());
                Optional<String> owner = document.ref("owner").id();
                if (owner.isPresent() && document.string("publicKeyPem").isPresent()) {
                    yield actor(owner.get(), fresh); // a Key document of its own
                }
                Optional<Entity> key = document.object("publicKey").filter(k -> k.id().equals(Optional.of(id)));
                Optional<String> of = key.flatMap(k -> k.ref("owner").id()).filter(o -> !o.equals(id));
                yield of.isPresent() && document.id().equals(of)
                        ? actor(of.get(), fresh) // a stub of the actor at its key's id, as GoToSocial serves
                        : remember(id, document);
            }
        };
    }

    private Lookup remember(String address, AsObject document) {
        Optional<String> problem = ActorRules.problem(profile, address, document, this);
        if (problem.isPresent()) {
            return new Lookup.Missing(false, "the actor " + address + " " + problem.get());
        }
        Entity publicKey = document.object("publicKey").orElseThrow();
        PublicKey read;
        try {
            read = PemKeys.readPublic(publicKey.string("publicKeyPem").orElse(""));
        } catch (KeyFormatException e) {
            return new Lookup.Missing(false, "the actor " + address + " has no readable key: " + e.getMessage());
        }
        RemoteActor actor = new RemoteActor(
                address,
                document.typeName(),
                document.string("inbox").orElse(""),
                document.object("endpoints")
                        .flatMap(e -> e.string("sharedInbox"))
                        .orElse(""),
                publicKey.id().orElse(""),
                read);
        if (actors.size() < MAX_ACTORS) {
            actors.put(address, actor);
        }
        return new Lookup.Found(actor);
    }

    Document fetch(String address, String accept) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            return new Document.Missing(false, address + " is no URI");
        }
        if (uri.getHost() == null) {
            return new Document.Missing(false, address + " names no host");
        }
        Wire.Got got = wire.get(uri, accept, key);
        if (got.status() != 200) {
            boolean mayComeBack = got.status() == 0 || got.status() >= 500;
            String why = got.status() == 0 ? got.body().text() : "status " + got.status();
            return new Document.Missing(mayComeBack, "GET " + address + ": " + why);
        }
        if (accept.equals(Wire.ACCEPT)
                && !got.mediaType().equals(Wire.ACTIVITY_JSON)
                && !got.mediaType().equals("application/ld+json")) {
            return new Document.Missing(false, "GET " + address + ": the content type is " + got.mediaType());
        }
        return switch (JsonText.parse(got.body())) {
            case JsonText.Result.Malformed malformed -> new Document.Missing(false, malformed.detail());
            case JsonText.Result.Document document -> new Document.Found(document.object());
        };
    }
}
