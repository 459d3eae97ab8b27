package dev.linkspan.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.build.Await;
import dev.linkspan.delivery.DeliverySettings;
import dev.linkspan.federation.Federation;
import dev.linkspan.federation.FederationBuilder;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.federation.RelationListener;
import dev.linkspan.federation.Sent;
import dev.linkspan.store.Store;
import dev.linkspan.testkit.FakeAccount;
import dev.linkspan.testkit.FakeFediverse;
import dev.linkspan.testkit.Note;
import dev.linkspan.testkit.Posted;
import dev.linkspan.testkit.Profile;
import dev.linkspan.testkit.WithFakeFediverse;
import dev.linkspan.vocab.Create;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lesson about production, with people of GoToSocial, which signs all that it asks for. */
@WithFakeFediverse(Profile.GOTOSOCIAL)
class ProductionTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final AtomicBoolean isBroken = new AtomicBoolean();
    private final Map<String, Integer> ended = new ConcurrentHashMap<>();
    private FakeAccount ada;
    private Production production;
    private LocalAccount alice;

    @BeforeEach
    void start(FakeFediverse fediverse) throws Exception {
        ada = fediverse.account(Profile.GOTOSOCIAL, "ada");
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        FederationBuilder settings = Federation.builder()
                .origin("http://127.0.0.1:" + port)
                .allowPrivateNetwork(true)
                .delivery(DeliverySettings.builder().applicationAttempts(1).build())
                .onRelationEnded(new RelationListener() {
                    @Override
                    public void onBlocked(String authority, int relations) {
                        ended.put(authority, relations);
                    }
                })
                .on(Create.class, create -> {
                    if (isBroken.get()) {
                        throw new IllegalStateException("no database");
                    }
                });
        production = new Production(Store.inMemory(), settings, port);
        alice = production.federation().account("alice");
    }

    @AfterEach
    void stop() {
        production.close();
    }

    @Test
    void only_who_signs_sees_documents_and_who_signs_can_follow() throws Exception {
        HttpURLConnection unsigned =
                (HttpURLConnection) URI.create(alice.id()).toURL().openConnection();
        unsigned.setRequestProperty("Accept", "application/activity+json");

        ada.follow(alice.id());

        assertThat(unsigned.getResponseCode()).isEqualTo(401);
        assertThat(ada.awaitFollowing(alice.id(), SOON)).isTrue();
        assertThat(production.worries()).isEmpty();
    }

    @Test
    void what_a_listener_does_not_take_is_kept_and_comes_again_when_that_is_mended() {
        isBroken.set(true);
        ada.write(Note.of("Hello").mentioning(alice.id()));
        awaitWorry();
        assertThat(production.worries()).singleElement().asString().contains("Create: ", "no database");

        isBroken.set(false);
        long offset = production.federation().deadLetters().list(1).getFirst().offset();

        assertThat(production.federation().deadLetters().retry(offset)).isTrue();
        assertThat(production.worries()).isEmpty();
    }

    @Test
    void of_a_blocked_host_nothing_is_taken_nothing_goes_to_it_and_relations_with_it_end() {
        ada.follow(alice.id());
        assertThat(ada.awaitFollowing(alice.id(), SOON)).isTrue();

        production.block("127.0.0.1", "a test");

        assertThat(ended).containsExactly(Map.entry(URI.create(ada.id()).getAuthority(), 1));
        Posted refused = ada.write(Note.of("Hello").mentioning(alice.id()));
        Sent sent = alice.send(Create.builder()
                .object(dev.linkspan.vocab.Note.builder()
                        .id(production.federation().id("/notes/{id}", "1"))
                        .attributedTo(alice.id())
                        .build())
                .to(alice.followersId(), ada.id())
                .build());
        assertThat(refused.answers().values())
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(403));
        assertThat(sent.inboxes()).isZero();
        assertThat(sent.unreached()).containsOnlyKeys(ada.id());
    }

    private void awaitWorry() {
        Await.until("a worry", () -> !production.worries().isEmpty());
    }
}
