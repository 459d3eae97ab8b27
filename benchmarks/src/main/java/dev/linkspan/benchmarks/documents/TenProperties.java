package dev.linkspan.benchmarks.documents;

import dev.linkspan.jsonld.ReceivedDocument;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Document;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Mention;
import dev.linkspan.vocab.Note;

/** What an application asks of a post; the same ten of which Fedify is asked. */
final class TenProperties {

    private TenProperties() {}

    /** Looks at them all, and throws if one is missing; gives a sum, so that nothing is optimised away. */
    static int in(ReceivedDocument received) {
        Create create = Entity.of(received.json()).as(Create.class).orElseThrow();
        Note note = create.object()
                .embedded()
                .flatMap(object -> object.as(Note.class))
                .orElseThrow();
        Mention mention = note.tags().embedded(Mention.class).getFirst();
        Document picture = note.attachments().embedded(Document.class).getFirst();
        return create.id().orElseThrow().length()
                + create.actor().id().orElseThrow().length()
                + create.to().ids().getFirst().length()
                + create.cc().ids().getFirst().length()
                + note.id().orElseThrow().length()
                + note.attributedTo().id().orElseThrow().length()
                + note.content().orElseThrow().length()
                + (int) (note.published().orElseThrow().getEpochSecond() % 60)
                + mention.href().orElseThrow().length()
                + picture.mediaType().orElseThrow().length();
    }
}
