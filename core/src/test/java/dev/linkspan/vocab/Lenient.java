package dev.linkspan.vocab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.DocumentReader;
import dev.linkspan.jsonld.ReceivedDocument;
import java.util.List;

/** Reads the documents of the tests of lenient reading, written with single quotes. */
final class Lenient {

    private static final DocumentReader READER = new DocumentReader();

    private Lenient() {}

    static ReceivedDocument document(String text) {
        var reading = READER.read(Body.of(text.replace('\'', '"')));
        assertThat(reading).as(text).isInstanceOf(ReceivedDocument.class);
        return (ReceivedDocument) reading;
    }

    static Entity view(String text) {
        return document(text).view();
    }

    static <T extends Entity> T view(String text, Class<T> kind) {
        Entity view = view(text);
        assertThat(view).isInstanceOf(kind);
        return kind.cast(view);
    }

    static Create activity(String members) {
        return view("{'type': 'Create', 'id': 'https://a.example/1', " + members + "}", Create.class);
    }

    static Note note(String members) {
        return view("{'type': 'Note', 'id': 'https://a.example/1', " + members + "}", Note.class);
    }

    static Person person(String members) {
        return view("{'type': 'Person', 'id': 'https://a.example/u', " + members + "}", Person.class);
    }

    /** Place and kind of each problem. */
    static List<String> problems(Entity view) {
        return told(view.problems());
    }

    static List<String> told(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.pointer() + " " + problem.kind())
                .toList();
    }
}
