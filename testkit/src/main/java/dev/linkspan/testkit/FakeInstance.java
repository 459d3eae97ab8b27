package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.SigningKey;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A small fediverse server on a port of 127.0.0.1 that behaves, towards a relay and towards others, as the software of its
 * {@link Profile} does. It checks what it receives by rules of its own making and says in words what became of each post.
 * It keeps everything in memory and speaks plain HTTP. Thread-safe.
 */
public final class FakeInstance implements AutoCloseable {

    private final String name;
    private final Home home;
    private final Mailbox mailbox = new Mailbox();
    private final LoopbackServer server;
    private final VirtualClock clock;
    private final Front front;
    private final Publisher publisher;
    private final Subscriber subscriber;

    FakeInstance(FakeInstanceBuilder settings) {
        this.name = settings.name;
        this.clock = settings.clock;
        this.server = new LoopbackServer(exchange -> handle(exchange));
        String base = "http://127.0.0.1:" + server.port();
        Directory directory = new Directory(base, name, settings.profile, settings.keys);
        Wire wire = new Wire(settings.profile, settings.scheme, settings.clock);
        this.home = new Home(
                settings.profile,
                base,
                settings.clock,
                directory,
                new Shelf(settings.clock.instant()),
                wire,
                new Remote(settings.profile, wire, directory.fetcher().key()),
                new RelayLink(mailbox),
                new Timeline(),
                new People(mailbox));
        this.front = new Front(home, mailbox, settings.signatures, settings.keepBodies, settings.secureMode);
        this.publisher = new Publisher(home);
        this.subscriber = new Subscriber(home);
        server.start();
    }

    /** A builder for one instance of this software. */
    public static FakeInstanceBuilder builder(Profile profile) {
        return new FakeInstanceBuilder(profile);
    }

    /** An instance with all defaults, started. */
    public static FakeInstance start(Profile profile) {
        return builder(profile).start();
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** Its software. */
    public Profile profile() {
        return home.profile();
    }

    /** Its origin, without a path. */
    public URI baseUri() {
        return URI.create(home.base());
    }

    /** Host and port. */
    public String authority() {
        return home.authority();
    }

    /** The address that all of its users share for deliveries; the instance actor's own where the software has none. */
    public URI sharedInbox() {
        return URI.create(
                profile().hasSharedInbox()
                        ? home.base() + "/inbox"
                        : instanceActor().inbox());
    }

    /** The actor that stands for the whole server: who subscribes and fetches. */
    public FakeUser instanceActor() {
        return home.directory().instanceActor();
    }

    /** A user; exists, with a key, from the first call on. */
    public FakeUser user(String userName) {
        return home.directory().user(userName);
    }

    /** A user to act for, among people: who follows, writes, likes. */
    public FakeAccount account(String userName) {
        return new FakeAccount(this, user(userName), home);
    }

    /**
     * Asks a relay for a subscription, as an admin does by entering its address: the inbox's with Mastodon and Misskey, the
     * actor's with Pleroma. Another call asks again.
     */
    public Answer subscribe(URI relay) {
        return subscriber.subscribe(relay);
    }

    /** Ends the subscription with an Undo that embeds the Follow, as all software does. */
    public Answer unsubscribe() {
        return subscriber.unsubscribe(true);
    }

    /** Ends the subscription with an Undo that names the Follow by its id only. */
    public Answer unsubscribeById() {
        return subscriber.unsubscribe(false);
    }

    /** How it stands with the relay. */
    public SubscriptionState subscription() {
        return home.relay().standing().state();
    }

    /** Whether the relay follows its instance actor, which LitePub servers need before they publish. */
    public boolean isFollowedBack() {
        return home.relay().standing().mutual();
    }

    /** Waits until the relay has accepted and, if this software needs it, followed back. */
    public boolean awaitSubscribed(Duration atMost) {
        return mailbox.await(
                () -> home.relay().isEnabled() && (!home.profile().isLitePub() || isFollowedBack()), atMost);
    }

    /** A user writes a note; the server sends the relay what its software sends for it. */
    public Published publish(FakeUser author, Note note, Signed signed) {
        return publisher.publish(author, note, signed);
    }

    /** A user changes a note. */
    public Published update(FakeUser author, String noteId, Note note, Signed signed) {
        return publisher.update(author, noteId, note, signed);
    }

    /** A user deletes a note, which from then on cannot be fetched. */
    public Published delete(FakeUser author, String noteId, Signed signed) {
        return publisher.delete(author, noteId, signed);
    }

    /** A user's account and all of its notes go. */
    public Published deleteActor(FakeUser user, Signed signed) {
        return publisher.deleteActor(user, signed);
    }

    /** Sends any activity to the relay. */
    public Published send(FakeUser author, String about, JsonObject activity, Signed signed) {
        return publisher.send(author, about, activity, signed);
    }

    /** Posts any bytes to any inbox, signed with any key in this software's manner: for forgeries. */
    public Answer post(URI inbox, Body body, SigningKey key) {
        return home.wire().post(inbox, body, key);
    }

    /** Everything that arrived, in the order in which its processing ended. */
    public List<Received> received() {
        return mailbox.all();
    }

    /** Waits for a matching arrival, past or future. */
    public Optional<Received> await(Predicate<Received> wanted, Duration atMost) {
        return mailbox.await(wanted, atMost);
    }

    /**
     * Waits for a matching arrival, past or future.
     *
     * @throws AssertionError if none comes in time; its message lists what did
     */
    public Received expect(Predicate<Received> wanted, Duration atMost) {
        return await(wanted, atMost)
                .orElseThrow(() -> new AssertionError(
                        name + " did not receive it within " + atMost.toMillis() + " ms, but: " + received()));
    }

    /** Waits for a condition; it is looked at whenever something arrives or changes at this instance. */
    public boolean awaitUntil(BooleanSupplier condition, Duration atMost) {
        return mailbox.await(condition, atMost);
    }

    /** Calls this with every arrival, on the thread that processed it. */
    public void onReceived(Consumer<Received> listener) {
        mailbox.listen(listener);
    }

    /** Whether its users can see this foreign object. */
    public boolean shows(String objectId) {
        return home.timeline().shows(objectId);
    }

    /** From now on its inboxes answer every post with this status. */
    public void answerWith(int status) {
        front.set(new Fault.Status(status, Optional.empty()));
    }

    /** From now on its inboxes answer every post with this status and ask for patience. */
    public void answerWith(int status, Duration retryAfter) {
        front.set(new Fault.Status(status, Optional.of(retryAfter)));
    }

    /** From now on posts wait this long for their answer, then are treated as ever. */
    public void slowDown(Duration delay) {
        front.set(new Fault.Slow(delay));
    }

    /** From now on no signature is good enough: every post gets 401, and every request for documents in secure mode. */
    public void refuseSignatures() {
        front.refuseSignatures();
    }

    /** Sets its clock forward, or back by a negative time, until it is healed: what it sends and thinks of dates is off. */
    public void skewClock(Duration ahead) {
        clock.skew(ahead);
    }

    /** From now on posts get no answer while their connections stay. */
    public void hang() {
        front.set(Fault.Hang.HANG);
    }

    /** From now on posts get the end of their connection instead of an answer. */
    public void dropConnections() {
        front.set(Fault.Drop.DROP);
    }

    /** Ends all faults but being down; what was left hanging loses its connection. */
    public void heal() {
        clock.skew(Duration.ZERO);
        front.heal();
    }

    /** Stops listening: connections are refused. */
    public void goDown() {
        server.goDown();
    }

    /** Listens again, on the same port and with all it knew. */
    public void comeUp() {
        server.comeUp();
    }

    /** Stops for good. */
    @Override
    public void close() {
        heal();
        server.close();
    }

    private void handle(com.sun.net.httpserver.HttpExchange exchange) throws java.io.IOException {
        front.handle(exchange);
    }

    @Override
    public String toString() {
        return name + " (" + home.profile().software() + " at " + home.authority() + ")";
    }
}
