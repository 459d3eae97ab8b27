package dev.linkspan.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.federation.Federation;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Store;
import dev.linkspan.testkit.FakeAccount;
import dev.linkspan.testkit.FakeFediverse;
import dev.linkspan.testkit.Profile;
import dev.linkspan.testkit.store.MovingClock;
import dev.linkspan.testkit.store.StoreContract;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

// tag::contract[]
class EncryptedStoreTest extends StoreContract {

    private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES"); // of a test

    private final MovingClock clock = new MovingClock();
    private final Store inner = Store.inMemory(clock);

    @Override
    protected Store open() {
        return new EncryptedStore(inner, KEY);
    }

    @Override
    protected void pass(Duration time) {
        clock.pass(time);
    }
    // end::contract[]

    @Test
    void hands_on_what_has_a_default() {
        assertThat(store.sharedTime()).isEqualTo(inner.sharedTime()).isPresent();
        assertThat(store.waiting()).isEqualTo(inner.waiting());
        assertThat(store.space()).isEqualTo(inner.space());
    }

    @Test
    void a_value_is_read_by_its_key_and_under_its_name_only() {
        store.values().put("a", Optional.empty(), Body.of("secret"));
        Body cipherText = inner.values().find("a").orElseThrow();
        inner.values().put("b", Optional.empty(), cipherText);
        inner.values().put("c", Optional.empty(), Body.of("as it was before"));
        Store other = new EncryptedStore(inner, new SecretKeySpec(new byte[16], "AES"));

        assertThat(store.values().find("a")).contains(Body.of("secret"));
        assertThat(cipherText.text()).doesNotContain("secret");
        for (String name : List.of("b", "c")) {
            assertThatThrownBy(() -> store.values().find(name))
                    .as(name)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the value " + name);
        }
        assertThatThrownBy(() -> other.values().find("a")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_actor_lives_on_it_and_its_private_key_is_nowhere_to_be_read() throws Exception {
        List<String> names = new CopyOnWriteArrayList<>();
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        // On the time of now: a node whose clock is another than its store's delivers nothing.
        Store plain = Store.inMemory();
        Store encrypted = new EncryptedStore(plain, KEY);
        AutoCloseable registration = plain.values().onChange(names::add);
        try (Federation federation = MinimalActor.federation(encrypted, "http://127.0.0.1:" + port, true);
                FakeFediverse fediverse = FakeFediverse.of(Profile.MASTODON)) {
            Server server = MinimalActor.serve(federation, port);
            FakeAccount ada = fediverse.account(Profile.MASTODON, "ada");

            ada.follow("@alice@" + federation.authority());

            assertThat(ada.awaitFollowing(federation.actorId("alice"), Duration.ofSeconds(20)))
                    .as("%s", fediverse)
                    .isTrue();
            assertThat(names).anyMatch(name -> name.contains("alice"));
            assertThat(names).allSatisfy(name -> {
                assertThat(encrypted.values().find(name)).isPresent();
                assertThat(plain.values().find(name).orElseThrow().text()).doesNotContain("KEY-----");
            });
            server.stop();
        }
        registration.close();
    }
}
