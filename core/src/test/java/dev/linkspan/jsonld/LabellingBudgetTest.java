package dev.linkspan.jsonld;

import static dev.linkspan.jsonld.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.build.Work;
import dev.linkspan.jsonld.Canonicalization.Canonical;
import dev.linkspan.jsonld.Canonicalization.Reason;
import dev.linkspan.jsonld.Canonicalization.Refused;
import jakarta.json.JsonObject;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blank nodes that are all alike are what makes canonicalisation dear; the clock stands still here, so steps count. */
class LabellingBudgetTest {

    private static final long MEGABYTE = 1L << 20;

    private final Canonicalizer canonicalizer = new Canonicalizer(CanonicalizationLimits.DEFAULT, () -> 0);

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 125, 240, 490, 999})
    void bounds_the_work_on_a_list_of_equal_items(int number) {
        requireBounded(document("orderedItems", number, i -> "{}"));
        requireBounded(document("orderedItems", number, i -> "\"x:y\""));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 125, 240, 490, 999})
    void bounds_the_work_on_many_equal_nodes(int number) {
        requireBounded(document("tag", number, i -> "{}"));
        requireBounded(document("tag", number, i -> "{\"x:p\":{\"x:q\":{}}}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 125, 240, 490, 999})
    void bounds_the_work_on_a_ring_and_on_stars(int number) {
        requireBounded(document("x:all", number, i -> node(i, "\"@id\":\"_:" + (i + 1) % number + "\"")));
        requireBounded(document("x:all", number, i -> node(i, "\"@id\":\"_:s" + i % 7 + "\"")));
    }

    @Test
    void stops_after_the_steps_allowed() {
        Canonicalization result = canonicalizer.canonicalize(document("orderedItems", 100, i -> "{}"));

        assertThat(result)
                .isEqualTo(new Refused(Reason.TOO_COMPLEX, "labelling its blank nodes takes more than 10000 steps"));
    }

    @Test
    void takes_many_pictures_and_tags_that_look_alike() {
        // Focal points are lists, so that each is two blank nodes; Mastodon's forks allow 16 pictures.
        String pictures = IntStream.range(0, 16)
                .mapToObj(
                        i -> "{\"type\":\"Document\",\"url\":\"https://a.example/" + i + "\",\"focalPoint\":[0.0,0.0]}")
                .collect(Collectors.joining(","));
        String tags = IntStream.range(0, 100)
                .mapToObj(i -> "{\"type\":\"Hashtag\",\"name\":\"#" + i + "\"}")
                .collect(Collectors.joining(","));
        JsonObject post = json("""
                {"@context": ["https://www.w3.org/ns/activitystreams", {"toot": "http://joinmastodon.org/ns#",
                  "focalPoint": {"@container": "@list", "@id": "toot:focalPoint"}}],
                 "id": "https://a.example/1", "type": "Note", "attachment": [%s], "tag": [%s]}""".formatted(pictures, tags));

        assertThat(canonicalizer.canonicalize(post)).isInstanceOf(Canonical.class);
    }

    private void requireBounded(JsonObject document) {
        Work.requireAtMost(64 * MEGABYTE, () -> canonicalizer.canonicalize(document));
    }

    private static String node(int number, String other) {
        return "{\"@id\":\"_:" + number + "\",\"x:p\":{" + other + "}}";
    }

    private static JsonObject document(String property, int number, IntFunction<String> item) {
        String items = IntStream.range(0, number).mapToObj(item).collect(Collectors.joining(","));
        return json("{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"" + property + "\":[" + items + "]}");
    }
}
