package example;

import dev.linkspan.federation.Federation;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.jsonld.DocumentReader;
import dev.linkspan.jsonld.Reading;
import dev.linkspan.jsonld.ReceivedDocument;
import dev.linkspan.store.Store;
import dev.linkspan.testkit.FakeInstance;
import dev.linkspan.testkit.Note;
import dev.linkspan.testkit.Profile;
import dev.linkspan.testkit.Published;
import dev.linkspan.testkit.Signed;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Person;
import dev.linkspan.web.FederationWeb;
import dev.linkspan.web.WebRequest;

/**
 * Uses each published module: a fake server posts a note to another, signed, and the library reads what was posted and says
 * which version it is. Argument: that version.
 */
final class Consumer {

    private Consumer() {}

    public static void main(String[] args) {
        try (FakeInstance sender = FakeInstance.start(Profile.MASTODON);
                FakeInstance receiver = FakeInstance.start(Profile.MASTODON)) {
            sender.subscribe(receiver.sharedInbox());
            Published note = sender.publish(sender.user("ada"), Note.of("Good morning!"), Signed.LD);
            expect(note.isAccepted(), "refused: " + note.answer());
            Reading reading = new DocumentReader().read(note.body());
            expect(
                    reading instanceof ReceivedDocument document && document.view() instanceof Create,
                    "not read as a Create: " + reading);
        }
        try (Store store = Store.inMemory();
                Federation federation = Federation.builder()
                        .origin("https://social.example")
                        .store(store)
                        .actor("alice", Person.builder().name("Alice").build())
                        .build()) {
            WebRequest request = new WebRequest("GET", "/nodeinfo/2.1", Fields.none(), Body.none(), "127.0.0.1");
            String info = new FederationWeb(federation).handle(request).orElseThrow().body().text();
            expect(info.contains("\"version\":\"" + args[0] + "\""), "expected version " + args[0] + ": " + info);
        }
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
