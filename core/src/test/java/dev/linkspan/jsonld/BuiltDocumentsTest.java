package dev.linkspan.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What our builders make stands in {@code interop/documents}, where the interop run has software of others read it. After a
 * wanted change run this test with {@code -Dlinkspan.documents.write=true}.
 */
class BuiltDocumentsTest {

    private static final Path FOLDER = Path.of("..", "interop", "documents");

    @TestFactory
    Stream<DynamicTest> builders_make_the_documents_that_others_are_shown() {
        return BuiltDocuments.all().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> shown(entry.getKey(), entry.getValue())));
    }

    private static void shown(String name, Entity document) throws IOException {
        Path file = FOLDER.resolve(name.replace(' ', '-') + ".json");
        String text = document.json().toString();
        if (Boolean.getBoolean("linkspan.documents.write")) {
            Files.writeString(file, text + "\n");
        }

        assertThat(document.problems()).isEmpty();
        assertThat(JsonText.parse(Body.of(Files.readString(file))))
                .isEqualTo(new JsonText.Result.Document(document.json()));
    }
}
