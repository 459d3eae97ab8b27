package dev.linkspan.examples;

import dev.linkspan.store.ActivityLog;
import dev.linkspan.store.DeadLetters;
import dev.linkspan.store.DomainRules;
import dev.linkspan.store.Follows;
import dev.linkspan.store.Keys;
import dev.linkspan.store.Lanes;
import dev.linkspan.store.Leases;
import dev.linkspan.store.Outboxes;
import dev.linkspan.store.Store;
import dev.linkspan.store.StoreSpace;
import dev.linkspan.store.Subscriptions;
import dev.linkspan.store.Values;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A store whose small values are encrypted, the private keys of all actors among them: whoever gets hold of the database, or of
 * a copy of it, cannot speak in their names. Everything else another store keeps as ever.
 */
public final class EncryptedStore implements Store {

    private final Store store;
    private final Values values;

    /**
     * Runs {@code alice} at the origin that the first argument names; the second names a file with the key: 32 random bytes in
     * Base64, which is not kept where the database is.
     */
    public static void main(String[] args) throws Exception {
        byte[] key =
                Base64.getDecoder().decode(Files.readString(Path.of(args[1])).strip());
        Store store = new EncryptedStore(Store.sqlite(Path.of("data")), new SecretKeySpec(key, "AES"));
        MinimalActor.serve(MinimalActor.federation(store, args[0], false), 8080).join();
    }

    // tag::store[]
    EncryptedStore(Store store, SecretKey key) {
        this.store = store;
        this.values = new EncryptedValues(store.values(), key);
    }

    @Override
    public Values values() {
        return values;
    }

    @Override
    public ActivityLog log() {
        return store.log();
    }
    // end::store[]

    @Override
    public Lanes lanes() {
        return store.lanes();
    }

    @Override
    public Leases leases() {
        return store.leases();
    }

    @Override
    public Subscriptions subscriptions() {
        return store.subscriptions();
    }

    @Override
    public Keys keys() {
        return store.keys();
    }

    @Override
    public DomainRules domainRules() {
        return store.domainRules();
    }

    @Override
    public Follows follows() {
        return store.follows();
    }

    @Override
    public Outboxes outboxes() {
        return store.outboxes();
    }

    @Override
    public DeadLetters deadLetters() {
        return store.deadLetters();
    }

    // What has a default is handed on too: the default would hide what the other store says.

    @Override
    public Optional<Instant> sharedTime() {
        return store.sharedTime();
    }

    @Override
    public int waiting() {
        return store.waiting();
    }

    @Override
    public StoreSpace space() {
        return store.space();
    }

    @Override
    public void close() {
        store.close();
    }
}
