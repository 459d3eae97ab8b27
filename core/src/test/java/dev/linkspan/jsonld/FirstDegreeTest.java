package dev.linkspan.jsonld;

import static dev.linkspan.jsonld.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.processor.ToRdfProcessor;
import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.api.RdfQuadConsumer;
import com.apicatalog.rdf.canon.RdfCanon;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import jakarta.json.JsonObject;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The short way must give what Titanium's whole implementation gives, or leave it to that. */
class FirstDegreeTest {

    private final ContextProcessor contexts = new ContextProcessor(System::nanoTime);

    @Test
    void gives_what_the_whole_algorithm_gives_for_documents_that_servers_send() throws RdfConsumerException {
        int compared = 0;
        for (Map.Entry<String, JsonObject> document : Corpus.documents().entrySet()) {
            Optional<List<Quad>> quads = quads(document.getValue());
            Optional<FirstDegree.Form> form = quads.flatMap(FirstDegree::of);
            if (form.isPresent()) {
                assertThat(form.get()).as(document.getKey()).isEqualTo(whole(quads.get()));
                compared++;
            }
        }

        assertThat(compared).isGreaterThan(3);
    }

    @Test
    void gives_what_the_whole_algorithm_gives_for_texts_of_every_kind() throws RdfConsumerException {
        List<Quad> quads = new ArrayList<>();
        int number = 0;
        for (String text : List.of(
                "", "a", "\"", "\\", "\u0000\u0001\b\t\n\u000b\f\r\u001f\u007f\u0080", "ü\u2028🌉", "a\"b\\c\n")) {
            quads.add(quad("_:b" + number++, text, "http://www.w3.org/2001/XMLSchema#string", null));
            quads.add(quad("https://a.example/", text, "https://a.example/type", null));
            quads.add(
                    quad("https://a.example/", text, "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "de-DE"));
        }

        assertThat(FirstDegree.of(quads)).contains(whole(quads));
    }

    @Test
    void a_quad_that_comes_twice_counts_once() {
        List<Quad> quads = List.of(
                quad("_:b0", "a", "http://www.w3.org/2001/XMLSchema#string", null),
                quad("_:b0", "a", "http://www.w3.org/2001/XMLSchema#string", null));

        assertThat(FirstDegree.of(quads).map(FirstDegree.Form::nQuads))
                .contains("_:c14n0 <https://a.example/p> \"a\" .\n");
    }

    /** RDFC-1.0 orders by code points, by which U+1F309 comes after U+FF5E; by UTF-16 it came before. */
    @Test
    void lines_are_in_the_order_of_code_points() {
        List<Quad> quads = List.of(
                quad("https://a.example/", "\uD83C\uDF09", "http://www.w3.org/2001/XMLSchema#string", null),
                quad("https://a.example/", "\uFF5E", "http://www.w3.org/2001/XMLSchema#string", null));

        assertThat(FirstDegree.of(quads).map(FirstDegree.Form::nQuads)).contains("""
                        <https://a.example/> <https://a.example/p> "\uFF5E" .
                        <https://a.example/> <https://a.example/p> "\uD83C\uDF09" .
                        """);
    }

    @Test
    void leaves_blank_nodes_that_look_alike_to_the_whole_algorithm() {
        JsonObject twins = json("""
                {"@context": "https://www.w3.org/ns/activitystreams", "id": "https://a.example/1", "type": "Note",
                 "attachment": [{"type": "Image", "name": "same"}, {"type": "Image", "name": "same"}]}""");

        assertThat(FirstDegree.of(quads(twins).orElseThrow())).isEmpty();
    }

    private static Quad quad(String subject, String text, String datatype, @Nullable String language) {
        return new Quad(subject, "https://a.example/p", text, datatype, language, null, null);
    }

    private Optional<List<Quad>> quads(JsonObject document) {
        List<Quad> quads = new ArrayList<>();
        RdfQuadConsumer collector = new RdfQuadConsumer() {
            @Override
            public RdfQuadConsumer quad(
                    String subject,
                    String predicate,
                    String object,
                    @Nullable String datatype,
                    @Nullable String language,
                    @Nullable String direction,
                    @Nullable String graph) {
                quads.add(new Quad(subject, predicate, object, datatype, language, direction, graph));
                return this;
            }
        };
        try {
            ToRdfProcessor.toRdf(collector, Literals.written(contexts.expanded(document)), ContextProcessor.options());
            return Optional.of(quads);
        } catch (JsonLdError | RuntimeException e) {
            return Optional.empty(); // the corpus holds documents that are none
        }
    }

    private static FirstDegree.Form whole(List<Quad> quads) throws RdfConsumerException {
        RdfCanon canon = RdfCanon.create("SHA-256", () -> {});
        for (Quad quad : quads) {
            canon.quad(
                    quad.subject(),
                    quad.predicate(),
                    quad.object(),
                    quad.datatype(),
                    quad.language(),
                    quad.direction(),
                    quad.graph());
        }
        StringWriter text = new StringWriter();
        canon.provide(new NQuadsWriter(text));
        return new FirstDegree.Form(text.toString(), canon.mapping());
    }
}
