package dev.linkspan.jsonld;

import com.apicatalog.rdf.api.RdfQuadConsumer;
import com.apicatalog.rdf.nquads.NQuadsAlphabet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A quad as Titanium hands it over: an object with a datatype or a language is a literal, names with {@code _:} are blank nodes. */
record Quad(
        String subject,
        String predicate,
        String object,
        @Nullable String datatype,
        @Nullable String language,
        @Nullable String direction,
        @Nullable String graph) {

    private static final String STRING = "http://www.w3.org/2001/XMLSchema#string";

    boolean hasLiteral() {
        return datatype != null || language != null;
    }

    /** The blank nodes in it, one as often as it stands there. */
    void forEachBlankNode(Consumer<String> action) {
        if (RdfQuadConsumer.isBlank(subject)) {
            action.accept(subject);
        }
        if (!hasLiteral() && RdfQuadConsumer.isBlank(object)) {
            action.accept(object);
        }
        if (graph != null && RdfQuadConsumer.isBlank(graph)) {
            action.accept(graph);
        }
    }

    /**
     * Its line of canonical N-Quads, with the line feed.
     *
     * @param labels what each blank node is called
     * @see <a href="https://www.w3.org/TR/rdf-canon/#canonical-quads">RDF Dataset Canonicalization, canonical N-Quads</a>
     */
    String line(UnaryOperator<String> labels) {
        StringBuilder line = new StringBuilder(subject.length() + predicate.length() + object.length() + 64);
        resource(line, subject, labels);
        resource(line, predicate, labels);
        if (hasLiteral()) {
            literal(line);
        } else {
            resource(line, object, labels);
        }
        if (graph != null) {
            resource(line, graph, labels);
        }
        return line.append(".\n").toString();
    }

    private static void resource(StringBuilder line, String name, UnaryOperator<String> labels) {
        if (RdfQuadConsumer.isBlank(name)) {
            line.append(labels.apply(name)).append(' ');
        } else {
            line.append('<').append(name).append("> ");
        }
    }

    private void literal(StringBuilder line) {
        line.append('"')
                .append(mustBeEscaped(object) ? NQuadsAlphabet.escape(object) : object)
                .append('"');
        if (language != null) {
            line.append('@').append(language);
        } else if (datatype != null && !datatype.equals(STRING)) {
            line.append("^^<").append(datatype).append('>');
        }
        line.append(' ');
    }

    private static boolean mustBeEscaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c == 0x7F) {
                return true;
            }
        }
        return false;
    }
}
