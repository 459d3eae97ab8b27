package dev.linkspan.discovery;

import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What WebFinger says of an account of our own: a JSON resource descriptor as we write it. Immutable, thread-safe.
 *
 * @param subject the account's one name, {@code acct:user@host}; where handles have another host than ids, the handles' host,
 *     whichever of the two was asked about
 * @param aliases other URIs of the account: its actor's id first
 * @param links what there is of it, and where
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7033#section-4.4">RFC 7033 §4.4</a>
 */
public record WebFingerDocument(String subject, List<String> aliases, List<WebLink> links) {

    /** The media type of the answer. */
    public static final String MEDIA_TYPE = "application/jrd+json";

    private static final String AS = "https://www.w3.org/ns/activitystreams";

    /** Copies the lists. */
    public WebFingerDocument {
        aliases = List.copyOf(aliases);
        links = List.copyOf(links);
    }

    /**
     * An account that is an actor, which is found under both of its media types.
     *
     * @param handle {@code user@host}
     * @param actor the actor's id
     */
    public static WebFingerDocument ofActor(String handle, String actor) {
        return new WebFingerDocument("acct:" + handle, List.of(actor), List.of())
                .withLink("self", "application/activity+json", actor)
                .withLink("self", "application/ld+json; profile=\"" + AS + "\"", actor);
    }

    /** This with one more name of the account. */
    public WebFingerDocument withAlias(String uri) {
        return new WebFingerDocument(subject, more(aliases, uri), links);
    }

    /** This with one more link. */
    public WebFingerDocument withLink(String rel, String type, String href) {
        return withLink(new WebLink(rel, Optional.of(type), Optional.of(href), Optional.empty()));
    }

    /** This with the page about the account that people look at. */
    public WebFingerDocument withProfilePage(String href) {
        return withLink("http://webfinger.net/rel/profile-page", "text/html", href);
    }

    /**
     * This with the page on which people of this server follow somebody of another one.
     *
     * @param template its address, with {@code {uri}} for whom to follow
     */
    public WebFingerDocument withSubscribePage(String template) {
        return withLink(new WebLink(
                "http://ostatus.org/schema/1.0/subscribe", Optional.empty(), Optional.empty(), Optional.of(template)));
    }

    /** This with one more link. */
    public WebFingerDocument withLink(WebLink link) {
        return new WebFingerDocument(subject, aliases, more(links, link));
    }

    private static <T> List<T> more(List<T> some, T another) {
        List<T> all = new ArrayList<>(some);
        all.add(another);
        return all;
    }

    /** The document. */
    public JsonObject json() {
        JsonArrayBuilder names = JsonText.array();
        aliases.forEach(names::add);
        JsonArrayBuilder found = JsonText.array();
        links.forEach(link -> found.add(json(link)));
        return JsonText.object()
                .add("subject", subject)
                .add("aliases", names)
                .add("links", found)
                .build();
    }

    private static JsonObject json(WebLink link) {
        JsonObjectBuilder json = JsonText.object().add("rel", link.rel());
        link.type().ifPresent(value -> json.add("type", value));
        link.href().ifPresent(value -> json.add("href", value));
        link.template().ifPresent(value -> json.add("template", value));
        return json.build();
    }
}
