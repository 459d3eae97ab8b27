package dev.linkspan.discovery;

import dev.linkspan.vocab.Authority;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of a resource: the JSON Resource Descriptor of WebFinger. Of links and aliases the first 100 are read,
 * of texts those up to 2,048 characters. Immutable, thread-safe.
 *
 * @param subject what it describes; need not be what was asked for
 * @param aliases other names that it claims for that
 * @param links where to find more
 * @param json all of it
 * @param foundAt where it was found after redirects
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7033#section-4.4">RFC 7033 §4.4</a>
 */
public record ResourceDescriptor(
        Optional<String> subject, List<String> aliases, List<WebLink> links, JsonObject json, URI foundAt)
        implements WebFingerLookup {

    static final int MOST = 100;
    private static final int LONGEST = 2_048;

    /** Copies the lists. */
    public ResourceDescriptor {
        aliases = List.copyOf(aliases);
        links = List.copyOf(links);
    }

    /** The name that it describes, if its subject is one. */
    public Optional<Handle> handle() {
        return subject.filter(name -> name.startsWith("acct:")).flatMap(Handle::parse);
    }

    /** The actors that it names: its {@code self} links to ActivityStreams documents, in their order, each once. */
    public List<String> actors() {
        return links.stream()
                .filter(link -> link.is("self") && link.isActivityStreams())
                .flatMap(link -> link.href().stream())
                .filter(href -> Authority.of(href).isPresent())
                .distinct()
                .toList();
    }

    static ResourceDescriptor of(JsonObject json, URI foundAt) {
        return new ResourceDescriptor(text(json, "subject"), texts(json.get("aliases")), links(json), json, foundAt);
    }

    /** The links of a document of this kind, in JSON. */
    static List<WebLink> links(JsonObject json) {
        List<WebLink> links = new ArrayList<>();
        for (JsonValue value : array(json.get("links"))) {
            if (value instanceof JsonObject link && links.size() < MOST) {
                text(link, "rel")
                        .ifPresent(rel -> links.add(
                                new WebLink(rel, text(link, "type"), text(link, "href"), text(link, "template"))));
            }
        }
        return links;
    }

    private static List<String> texts(@Nullable JsonValue value) {
        List<String> texts = new ArrayList<>();
        for (JsonValue item : array(value)) {
            if (item instanceof JsonString text && text.getString().length() <= LONGEST && texts.size() < MOST) {
                texts.add(text.getString());
            }
        }
        return texts;
    }

    private static Optional<String> text(JsonObject json, String name) {
        return json.get(name) instanceof JsonString text
                        && text.getString().length() <= LONGEST
                        && !text.getString().isBlank()
                ? Optional.of(text.getString())
                : Optional.empty();
    }

    private static List<JsonValue> array(@Nullable JsonValue value) {
        return value instanceof JsonArray array ? array : List.of();
    }
}
