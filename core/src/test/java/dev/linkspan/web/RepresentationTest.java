package dev.linkspan.web;

import static dev.linkspan.web.Representation.ACTIVITY_JSON;
import static dev.linkspan.web.Representation.LD_JSON;
import static dev.linkspan.web.Representation.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** P-07: who gets the document and who the page. */
class RepresentationTest {

    private static final String AS = "https://www.w3.org/ns/activitystreams";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/activity+json",
                "APPLICATION/Activity+JSON",
                "application/activity+json; charset=utf-8",
                "application/activity+json, application/ld+json", // Mastodon
                "application/activity+json, application/ld+json; profile=\"" + AS + "\", text/html;q=0.1",
                "application/activity+json,text/html",
                "text/html,application/activity+json",
                "text/html;q=0.9, application/activity+json",
                "application/json",
                "application/json, text/plain, */*",
                "application/*",
                "image/png, application/activity+json;q=0.001"
            })
    void who_names_the_document_gets_it(String accept) {
        wanted(accept, ACTIVITY_JSON);
    }

    // ActivityPub section 3.2: the media type that a client MUST ask with.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/ld+json; profile=\"" + AS + "\"",
                "application/ld+json;profile=" + AS,
                "application/ld+json;profile=\"https://x.example/ " + AS + "\"",
                "application/ld+json",
                "application/ld+json; profile=\"" + AS + "\"; q=0.9, application/activity+json;q=0.8"
            })
    void who_asks_as_activitypub_says_gets_what_it_asks_for(String accept) {
        wanted(accept, LD_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", // browsers
                "text/html, */*",
                "text/*",
                "text/html, application/activity+json;q=0.9",
                "application/activity+json;q=0, text/html",
                "application/activity+json;q=0, application/json;q=0, application/ld+json;q=0, */*",
                "application/ld+json; profile=\"https://other.example/\"",
                "image/png",
                "*/*;q=0"
            })
    void everybody_else_gets_the_page(String accept) {
        wanted(accept, PAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*/*", "*/*;q=0.5", "", "garbage", "/", "a/b/c", "text/html;q=x", "text/html;q=1.5", ";;,,"})
    void who_does_not_care_gets_what_the_application_says(String accept) {
        assertThat(Representation.wanted(Fields.of("Accept", accept), PAGE)).isEqualTo(PAGE);
        assertThat(Representation.wanted(Fields.of("Accept", accept), ACTIVITY_JSON))
                .isEqualTo(ACTIVITY_JSON);
        assertThat(Representation.wanted(Fields.none(), PAGE)).isEqualTo(PAGE);
    }

    @Test
    void several_fields_are_one_list() {
        Fields fields = Fields.of("Accept", "text/html;q=0.5", "Accept", "application/activity+json");

        assertThat(Representation.wanted(fields, PAGE)).isEqualTo(ACTIVITY_JSON);
    }

    // P-03: time that grows with more than the length would not come back from these.
    @Test
    @Timeout(20)
    void endless_lists_are_read_to_a_limit() {
        for (String piece : new String[] {",", ";", "\"", "a/b;", "a/b,", "\\\"", "q=", "application/*;q=0.1,"}) {
            assertThat(Representation.wanted(Fields.of("Accept", piece.repeat(1_000_000)), PAGE))
                    .isNotNull();
        }
    }

    private static void wanted(String accept, Representation expected) {
        for (Representation otherwise : Representation.values()) {
            assertThat(Representation.wanted(Fields.of("Accept", accept), otherwise))
                    .as(accept)
                    .isEqualTo(expected);
        }
    }
}
