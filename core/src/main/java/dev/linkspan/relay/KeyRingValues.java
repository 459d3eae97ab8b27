package dev.linkspan.relay;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.store.Values;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The relay's keys in a value that all its nodes share, private halves included: whoever reads the database can speak in the
 * relay's name. A node replaces the ring only if it still is the one that it knows.
 */
final class KeyRingValues implements KeyRingStorage {

    private static final String NAME = "key-ring";
    private static final String PEM = "pem";

    private final Values values;
    private final InstantSource clock;

    KeyRingValues(Values values, InstantSource clock) {
        this.values = values;
        this.clock = clock;
    }

    @Override
    public KeyRing load() {
        Optional<Body> stored = values.find(NAME);
        if (stored.isEmpty()) {
            // Nodes that start together make a key each, and all take the one that was first.
            values.put(NAME, Optional.empty(), write(KeyRing.of(KeyPairs.rsa2048(), clock.instant())));
            stored = values.find(NAME);
        }
        return read(stored.orElseThrow());
    }

    @Override
    public void save(KeyRing ring) {
        values.put(NAME, values.find(NAME), write(ring));
    }

    @Override
    public boolean replace(KeyRing before, KeyRing ring) {
        // By what it says: another version may have written the same keys in other words.
        Optional<Body> stored = values.find(NAME);
        return stored.isPresent() && read(stored.get()).equals(before) && values.put(NAME, stored, write(ring));
    }

    @Override
    public AutoCloseable onChange(Runnable changed) {
        return values.onChange(name -> {
            if (name.equals(NAME)) {
                changed.run();
            }
        });
    }

    private static Body write(KeyRing ring) {
        JsonObjectBuilder pem = JsonText.object();
        ring.all()
                .forEach(key -> pem.add(key.fragment(), PemKeys.write(key.pair().getPrivate())));
        return JsonText.write(KeyRingJson.object(ring).add(PEM, pem).build());
    }

    private static KeyRing read(Body stored) {
        try {
            if (!(JsonText.parse(stored) instanceof JsonText.Result.Document document)) {
                throw new IOException("the value is not JSON");
            }
            JsonObject json = document.object();
            return KeyRingJson.read(json, fragment -> pair(json, fragment));
        } catch (IOException e) {
            throw new UncheckedIOException("the relay's keys in the database cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyPair pair(JsonObject json, String fragment) throws IOException {
        try {
            return KeyPairs.of(PemKeys.readPrivate(json.getJsonObject(PEM).getString(fragment)));
        } catch (KeyFormatException | IllegalArgumentException e) {
            throw new IOException(fragment + " is no usable private key", e);
        }
    }
}
