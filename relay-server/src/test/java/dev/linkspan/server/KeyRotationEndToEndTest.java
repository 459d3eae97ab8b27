package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.relay.KeyRing;
import dev.linkspan.relay.KeyRotation;
import dev.linkspan.testkit.FakeInstance;
import dev.linkspan.testkit.Form;
import dev.linkspan.testkit.KeySource;
import dev.linkspan.testkit.Note;
import dev.linkspan.testkit.Profile;
import dev.linkspan.testkit.Published;
import dev.linkspan.testkit.Received;
import dev.linkspan.testkit.Signed;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay that replaces its key under the eyes of servers that remember the old one. */
class KeyRotationEndToEndTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final KeySource KEYS = KeySource.shared(4);

    @TempDir
    Path folder;

    private final List<FakeInstance> open = new ArrayList<>();
    private ServerSettings settings;
    private RelayServer relay;

    @BeforeEach
    void startRelay() throws Exception {
        settings = ServerSettingsBuilder.onLoopback(folder.resolve("data")).build();
        relay = RelayServer.start(settings);
    }

    @AfterEach
    void stopAll() {
        relay.close();
        open.forEach(FakeInstance::close);
    }

    @Test
    void deliveries_keep_arriving_before_during_and_after() {
        FakeInstance origin = subscribed(Profile.MASTODON);
        List<FakeInstance> receivers =
                List.of(subscribed(Profile.MASTODON), subscribed(Profile.PLEROMA), subscribed(Profile.MISSKEY));
        String oldId = keyId();
        takenByAll(receivers, publish(origin, "before"), oldId);

        rotate();
        List<Published> during = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            during.add(publish(origin, "during " + i));
        }

        String newId = keyId();
        assertThat(newId).isNotEqualTo(oldId);
        for (FakeInstance receiver : receivers) {
            Received update = updateAt(receiver);
            assertThat(update.isTaken()).as("%s", update).isTrue();
            assertThat(signedBy(update)).isEqualTo(oldId);
        }
        // Misskey drops what an unknown key signed, with a friendly answer.
        during.forEach(note -> receivers.forEach(receiver -> arrival(receiver, note)));
        takenByAll(receivers, publish(origin, "after"), newId);
        assertThat(receivers)
                .allSatisfy(receiver -> assertThat(receiver.received())
                        .allSatisfy(received -> assertThat(received.isTaken())
                                .as("%s", received)
                                .isTrue()));
    }

    @Test
    void whoever_was_away_while_the_key_changed_and_the_relay_restarted_follows_along() throws Exception {
        FakeInstance origin = subscribed(Profile.MASTODON);
        FakeInstance mastodon = subscribed(Profile.MASTODON);
        FakeInstance misskey = subscribed(Profile.MISSKEY);
        String oldId = keyId();
        takenByAll(List.of(mastodon, misskey), publish(origin, "before"), oldId);
        mastodon.goDown();
        misskey.goDown();

        rotate();
        Published missed = publish(origin, "while you were out");
        relay.close();
        relay = RelayServer.start(settings);
        mastodon.comeUp();
        misskey.comeUp();
        for (FakeInstance back : List.of(mastodon, misskey)) {
            back.publish(back.user("bob"), Note.of("A sign of life"), Signed.LD);
        }

        String newId = keyId();
        for (FakeInstance receiver : List.of(mastodon, misskey)) {
            assertThat(signedBy(updateAt(receiver))).isEqualTo(oldId);
            assertThat(arrival(receiver, missed).isTaken()).isTrue();
        }
        takenByAll(List.of(mastodon, misskey), publish(origin, "after"), newId);
    }

    @Test
    void whoever_subscribes_after_the_change_sees_only_the_new_key_sign() {
        FakeInstance origin = subscribed(Profile.MASTODON);
        rotate();

        FakeInstance late = subscribed(Profile.PLEROMA);

        takenByAll(List.of(late), publish(origin, "hello"), keyId());
        assertThat(late.received()).noneMatch(received -> received.type().equals("Update"));
    }

    private void rotate() {
        KeyRing ring = relay.service().rotateKey(KeyRotation.DEFAULT_OVERLAP);
        assertThat(ring.retired()).hasSize(1);
    }

    private String keyId() {
        return relay.service().keys().current().id(relay.service().identity());
    }

    private static Published publish(FakeInstance origin, String text) {
        return origin.publish(origin.user("ada"), Note.of(text), Signed.LD);
    }

    private static void takenByAll(List<FakeInstance> receivers, Published note, String keyId) {
        for (FakeInstance receiver : receivers) {
            Received received = arrival(receiver, note);
            assertThat(received.isTaken()).as("%s", received).isTrue();
            assertThat(signedBy(received)).isEqualTo(keyId);
        }
    }

    private static Received arrival(FakeInstance at, Published note) {
        return at.expect(
                r -> r.form() != Form.CONTROL && r.about().equals(note.objectId()) && r.status() / 100 == 2, SOON);
    }

    private Received updateAt(FakeInstance instance) {
        return instance.expect(
                r -> r.type().equals("Update")
                        && r.actor().equals(relay.service().identity().actor())
                        && r.status() / 100 == 2,
                SOON);
    }

    private static String signedBy(Received received) {
        String signature = received.fields().first("Signature").orElseThrow();
        int start = signature.indexOf("keyId=\"") + "keyId=\"".length();
        return signature.substring(start, signature.indexOf('"', start));
    }

    private FakeInstance subscribed(Profile profile) {
        FakeInstance instance = FakeInstance.builder(profile).keys(KEYS).start();
        open.add(instance);
        URI address = URI.create(
                profile.isLitePub()
                        ? relay.service().identity().actor()
                        : relay.service().identity().inbox());
        assertThat(instance.subscribe(address).status()).isEqualTo(202);
        assertThat(instance.awaitSubscribed(SOON)).as("%s", instance.received()).isTrue();
        return instance;
    }
}
