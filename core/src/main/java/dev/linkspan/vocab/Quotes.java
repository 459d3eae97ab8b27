package dev.linkspan.vocab;

import java.util.List;
import java.util.Optional;

/** The five ways to quote a post. */
final class Quotes {

    // The properties that name the quoted post, those that mean most first.
    private static final List<String> PROPERTIES = List.of("quote", "quoteUrl", "quoteUri", "_misskey_quote");

    private static final List<String> RELATIONS =
            List.of("https://misskey-hub.net/ns#_misskey_quote", "https://w3id.org/fep/044f#quote", "_misskey_quote");

    private Quotes() {}

    static Ref<AsObject> of(Node node) {
        for (String property : PROPERTIES) {
            Ref<AsObject> ref = node.ref(property, ViewTypes.OBJECT);
            if (ref.isPresent()) {
                return ref;
            }
        }
        for (Link link : node.refs("tag", ViewType.ENTITY).embedded(Link.class)) {
            boolean quotes = link.rels().stream().anyMatch(RELATIONS::contains);
            if (quotes && link.href().isPresent()) {
                return new Ref.Link<>(link.href().get(), Optional.of(link));
            }
        }
        return new Ref.Absent<>();
    }
}
