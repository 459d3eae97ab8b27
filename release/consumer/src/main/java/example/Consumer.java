package example;

import dev.linkspan.jsonld.DocumentReader;
import dev.linkspan.jsonld.Reading;
import dev.linkspan.jsonld.ReceivedDocument;
import dev.linkspan.testkit.FakeInstance;
import dev.linkspan.testkit.Note;
import dev.linkspan.testkit.Profile;
import dev.linkspan.testkit.Published;
import dev.linkspan.testkit.Signed;
import dev.linkspan.vocab.Create;

/** Uses each published module: a fake server posts a note to another, signed, and the library reads what was posted. */
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
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
