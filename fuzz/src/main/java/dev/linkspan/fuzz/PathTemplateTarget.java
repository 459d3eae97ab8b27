package dev.linkspan.fuzz;

import dev.linkspan.federation.UriTemplate;
import dev.linkspan.httpsignatures.Body;
import java.util.List;

/** A path that is read by templates: what they find in it makes the same path again. */
final class PathTemplateTarget implements FuzzTarget {

    private static final List<UriTemplate> TEMPLATES =
            List.of(UriTemplate.of("/users/{handle}"), UriTemplate.of("/@{handle}/posts/{id}.json"));

    @Override
    public List<String> seeds() {
        return List.of("/users/a%2Fb", "/@%C3%A4/posts/1.json");
    }

    @Override
    public void read(Body input) {
        String path = input.text();
        for (UriTemplate template : TEMPLATES) {
            template.match(path).ifPresent(values -> {
                if (!template.expand(values).equals(path)) {
                    throw new AssertionError(
                            template + " makes " + template.expand(values) + " (expected: " + path + ")");
                }
            });
        }
    }
}
