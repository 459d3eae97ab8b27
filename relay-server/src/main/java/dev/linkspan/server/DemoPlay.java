package dev.linkspan.server;

import static dev.linkspan.testkit.Form.ANNOUNCED;
import static dev.linkspan.testkit.Form.FORWARDED;
import static dev.linkspan.testkit.Form.UNDONE;
import static dev.linkspan.testkit.Signed.HTTP_ONLY;
import static dev.linkspan.testkit.Signed.LD;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.SignatureAlgorithm;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.testkit.Answer;
import dev.linkspan.testkit.FakeInstance;
import dev.linkspan.testkit.FakeUser;
import dev.linkspan.testkit.Fate;
import dev.linkspan.testkit.Form;
import dev.linkspan.testkit.Note;
import dev.linkspan.testkit.Published;
import dev.linkspan.testkit.Received;
import dev.linkspan.testkit.Signed;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What happens in the demo, and what must come of it. */
final class DemoPlay {

    private final DemoStage stage;
    private final DemoScreen screen;
    private final Duration patience;
    private final DemoTally tally = new DemoTally();

    /**
     * A play.
     *
     * @param patience how long to wait for the deliveries of one post before they are lost
     */
    DemoPlay(DemoStage stage, DemoScreen screen, Duration patience) {
        this.stage = stage;
        this.screen = screen;
        this.patience = patience;
    }

    /** Plays it; whether all went as it must. */
    boolean run() throws InterruptedException {
        long start = System.nanoTime();
        screen.opening(stage);
        if (!subscribe()) {
            screen.result(tally, secondsSince(start));
            return false;
        }
        publish();
        forge();
        countStrays();
        screen.result(tally, secondsSince(start));
        return tally.isGood();
    }

    private boolean subscribe() {
        screen.chapter("Subscribing");
        boolean all = true;
        for (FakeInstance instance : stage.instances()) {
            long start = System.nanoTime();
            instance.subscribe(stage.addressFor(instance));
            boolean accepted = instance.awaitSubscribed(patience);
            screen.subscribed(instance, accepted, millis(start, System.nanoTime()));
            all &= accepted;
        }
        return all;
    }

    private void publish() throws InterruptedException {
        screen.chapter("Publishing");
        FakeInstance one = stage.mastodonOne();
        FakeInstance two = stage.mastodonTwo();
        FakeInstance pleroma = stage.pleroma();
        Note fog = Note.of("Fog, and the ferry left on time").tagged("Ferry", "Harbour");
        Note secure = Note.of("Posted by a server in secure mode").warning("settings");

        Published first = create(one, fog, LD);
        create(two, Note.of("港の朝、猫が三匹並んで船を待っている").in("ja").tagged("猫"), LD);
        create(pleroma, Note.of("A lathe from 1962, still true"), HTTP_ONLY);
        Published second = create(one, secure, HTTP_ONLY);
        create(
                two,
                Note.of("Low tide, seen from the bridge")
                        .withImage(two.baseUri() + "/media/tide.jpg")
                        .mentioning(one.user("ada").id()),
                LD);
        Published third =
                create(one, Note.of("zażółć 👋🏽 ﬁn 𝒜𝒫 & <relay> مرحبا").in("pl"), LD);
        create(pleroma, Note.of("Доброго ранку з майстерні").in("uk"), HTTP_ONLY);
        create(two, Note.of("Long day. Good day.\nTea now."), HTTP_ONLY);

        Note corrected = Note.of("Fog, and the ferry left too late").tagged("Ferry");
        show(
                one,
                "Update, LD signature",
                corrected.text(),
                one.update(one.user("ada"), first.objectId(), corrected, LD),
                Map.of(two, FORWARDED));
        show(
                one,
                "Delete, LD signature",
                "of number 6",
                one.delete(one.user("ada"), third.objectId(), LD),
                Map.of(two, FORWARDED, pleroma, UNDONE));
        show(
                one,
                "Delete, HTTP signature",
                "of number 4",
                one.delete(one.user("ada"), second.objectId(), HTTP_ONLY),
                Map.of(two, UNDONE, pleroma, UNDONE));
        create(pleroma, Note.of("Feierabend, die Drehbank läuft").in("de"), HTTP_ONLY);
    }

    private Published create(FakeInstance from, Note note, Signed signed) throws InterruptedException {
        Published published = from.publish(from.user("ada"), note, signed);
        String what = from.profile().isLitePub()
                ? "Announce by its relay"
                : signed == LD ? "Create, LD signature" : "Create, HTTP signature";
        Map<FakeInstance, Form> expected = new LinkedHashMap<>();
        for (FakeInstance instance : stage.instances()) {
            if (instance != from) {
                boolean original = signed == LD && !instance.profile().isLitePub();
                expected.put(instance, original ? FORWARDED : ANNOUNCED);
            }
        }
        show(from, what, note.text(), published, expected);
        return published;
    }

    /** Shows what arrives until all that must has, or patience ends. */
    private void show(
            FakeInstance from, String what, String text, Published published, Map<FakeInstance, Form> expected)
            throws InterruptedException {
        tally.published(expected.size());
        screen.published(tally.publishedCount(), from, what, text);
        if (!published.isAccepted()) {
            screen.notTaken(published.answer().orElse(new Answer(0, "nothing was sent")));
            return;
        }
        Map<FakeInstance, Form> missing = new LinkedHashMap<>(expected);
        long deadline = System.nanoTime() + patience.toNanos();
        while (!missing.isEmpty()) {
            DemoStage.Arrival arrival = stage.arrivals().poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (arrival == null) {
                break;
            }
            Received received = arrival.received();
            if (received.form() == Form.CONTROL) {
                continue;
            }
            boolean wanted = received.about().equals(published.objectId())
                    && received.form() == missing.get(arrival.at())
                    && received.status() < 300
                    && (received.isTaken() || mayBeWithoutEffect(received));
            if (wanted) {
                missing.remove(arrival.at());
                double millis = millis(published.nanoTime(), received.nanoTime());
                tally.received(millis);
                screen.arrived(arrival.at(), received, millis);
            } else {
                tally.unexpected();
                screen.surprise(arrival.at(), received);
            }
        }
        missing.forEach(screen::missing);
    }

    /** Mastodon remembers no boost by a relay, so it has nothing to undo. */
    private static boolean mayBeWithoutEffect(Received received) {
        return received.form() == UNDONE && received.fate() == Fate.DROPPED;
    }

    private void forge() throws InterruptedException {
        screen.chapter("Forging");
        FakeInstance two = stage.mastodonTwo();
        FakeUser ada = stage.mastodonOne().user("ada");
        URI inbox = URI.create(stage.relay().inbox());
        SigningKey wrongKey =
                new SigningKey(ada.key().keyId(), two.user("ada").key().key(), SignatureAlgorithm.RSA_V1_5_SHA256);
        Published genuine = create(two, Note.of("The next two posts are forgeries"), LD);

        Body inHerName = Body.of(genuine.body().text().replace(two.user("ada").id(), ada.id()));
        forgery("in the name of ada at mastodon-one, signed with another key", two.post(inbox, inHerName, wrongKey));

        Body altered = Body.of(genuine.body().text().replace("forgeries", "genuine"));
        FakeUser carrier = stage.mastodonOne().instanceActor();
        forgery(
                "a signed post, altered by the subscriber who passes it on",
                stage.mastodonOne().post(inbox, altered, carrier.key()));

        // What had been let through would arrive before this.
        create(stage.mastodonOne(), Note.of("And this one is genuine again"), LD);
    }

    private void forgery(String what, Answer answer) {
        boolean refused = answer.status() == 401 || answer.status() == 403;
        tally.forgery(refused);
        screen.forgery(what, answer, refused);
    }

    private void countStrays() {
        for (DemoStage.Arrival arrival : List.copyOf(stage.arrivals())) {
            if (arrival.received().form() != Form.CONTROL) {
                tally.unexpected();
                screen.surprise(arrival.at(), arrival.received());
            }
        }
    }

    private static double millis(long from, long to) {
        return (to - from) / 1e6;
    }

    private static double secondsSince(long start) {
        return millis(start, System.nanoTime()) / 1000;
    }
}
