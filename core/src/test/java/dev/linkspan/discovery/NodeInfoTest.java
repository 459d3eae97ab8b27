package dev.linkspan.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.vocab.Authority;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeInfoTest {

    private static final Authority HOST = Authority.of("https://social.example").orElseThrow();
    private static final String LIST = "https://social.example/.well-known/nodeinfo";
    private static final String SCHEMA = "http://nodeinfo.diaspora.software/ns/schema/";

    private final FakeWeb web = new FakeWeb();

    @Test
    void reads_the_newest_of_the_documents_that_are_listed() {
        web.serve(LIST, "application/json", links(link("1.0", "/1.0"), link("2.1", "/2.1"), link("2.0", "/2.0")));
        web.serve(
                "https://social.example/2.1",
                "application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/2.1#\"",
                """
                {"version":"2.1","software":{"name":"Mastodon","version":"4.3.0+glitch","repository":"https://r.example"},
                "protocols":["activitypub"],"services":{"inbound":[],"outbound":[]},"openRegistrations":false,
                "usage":{"users":{"total":10,"activeMonth":3,"activeHalfyear":5},"localPosts":1000},"metadata":{"nodeName":"s"}}""");

        NodeInfo info = found();

        assertThat(info.software()).isEqualTo("mastodon");
        assertThat(info.softwareVersion()).contains("4.3.0+glitch");
        assertThat(info.speaksActivityPub()).isTrue();
        assertThat(info.openRegistrations()).contains(false);
        assertThat(info.users()).hasValue(10);
        assertThat(info.activeMonth()).hasValue(3);
        assertThat(info.activeHalfyear()).hasValue(5);
        assertThat(info.localPosts()).hasValue(1000);
        assertThat(info.json()).containsKey("metadata");
        assertThat(web.asked).containsExactly(LIST, "https://social.example/2.1");
    }

    @Test
    void reads_the_protocols_of_version_1() {
        serve(
                "{\"software\":{\"name\":\"x\"},\"protocols\":{\"inbound\":[\"activitypub\"],\"outbound\":[\"activitypub\",\"zot\"]}}");

        assertThat(found().protocols()).containsExactly("activitypub", "zot");
    }

    @Test
    void o25_what_is_malformed_is_absent() {
        serve("""
                {"software":{"name":"x","version":42},"protocols":"activitypub","openRegistrations":"yes",
                "usage":{"users":{"total":-1,"activeMonth":1.5,"activeHalfyear":1e40},"localPosts":"many"}}""");

        NodeInfo info = found();

        assertThat(info.softwareVersion()).isEmpty();
        assertThat(info.protocols()).isEmpty();
        assertThat(info.openRegistrations()).isEmpty();
        assertThat(info.users()).isEmpty();
        assertThat(info.activeMonth()).isEmpty();
        assertThat(info.activeHalfyear()).isEmpty();
        assertThat(info.localPosts()).isEmpty();
    }

    @Test
    void o25_a_version_need_not_be_a_semantic_one_but_is_short_and_printable() {
        serve("{\"software\":{\"name\":\"x\",\"version\":\"main\\u0007 (dirty)" + "y".repeat(300) + "\"}}");

        assertThat(found().softwareVersion())
                .hasValueSatisfying(version ->
                        assertThat(version).startsWith("main? (dirty)").hasSize(200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/2.0",
                "http://social.example/2.0",
                "https://social.example:8443/2.0",
                "data:application/json,{}",
                "file:///etc/passwd",
                "https://127.0.0.1/2.0",
                "/2.0",
                ""
            })
    void o25_follows_no_link_to_another_server_or_scheme(String href) {
        web.serve(LIST, "application/json", links(link(SCHEMA + "2.0", href, "")));

        assertThat(missing().reason()).isEqualTo(Missing.Reason.UNUSABLE_ANSWER);
        assertThat(web.asked).containsExactly(LIST);
    }

    @Test
    void o25_of_a_thousand_links_a_hundred_are_read_and_one_followed() {
        String other = IntStream.range(0, 1_000)
                .mapToObj(n -> link(SCHEMA + "9." + n, "https://social.example/", "9"))
                .collect(Collectors.joining(","));
        web.serve(LIST, "application/json", links(other, link("2.0", "/2.0")));

        assertThat(missing().reason()).isEqualTo(Missing.Reason.UNUSABLE_ANSWER);
        assertThat(web.asked).containsExactly(LIST);
    }

    @Test
    void o25_a_list_that_a_host_redirects_to_may_name_documents_there() {
        web.redirect(LIST, "https://www.social.example/.well-known/nodeinfo");
        web.serve(
                "https://www.social.example/.well-known/nodeinfo",
                "application/json",
                links(link(SCHEMA + "2.0", "https://www.social.example", "/2.0")));
        web.serve("https://www.social.example/2.0", "application/json", "{\"software\":{\"name\":\"x\"}}");

        assertThat(found().foundAt()).hasToString("https://www.social.example/2.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"software\":{}}",
                "{\"software\":\"mastodon\"}",
                "{\"software\":{\"name\":7}}",
                "[]",
                "no"
            })
    void o25_a_document_that_names_no_software_is_none(String json) {
        serve(json);

        assertThat(missing().reason()).isEqualTo(Missing.Reason.UNUSABLE_ANSWER);
    }

    @Test
    void a_host_without_any_says_so() {
        assertThat(missing().reason()).isEqualTo(Missing.Reason.NOT_FOUND);
    }

    private void serve(String json) {
        web.serve(LIST, "application/json", links(link("2.0", "/2.0")));
        web.serve("https://social.example/2.0", "application/json", json);
    }

    private static String links(String... links) {
        return "{\"links\":[" + String.join(",", links) + "]}";
    }

    private static String link(String version, String path) {
        return link(SCHEMA + version, "https://social.example", path);
    }

    private static String link(String rel, String base, String path) {
        return "{\"rel\":\"%s\",\"href\":\"%s%s\"}".formatted(rel, base, path);
    }

    private NodeInfo found() {
        NodeInfoLookup lookup = web.network().nodeInfo(HOST);
        assertThat(lookup).isInstanceOf(NodeInfo.class);
        return (NodeInfo) lookup;
    }

    private Missing missing() {
        NodeInfoLookup lookup = web.network().nodeInfo(HOST);
        assertThat(lookup).isInstanceOf(Missing.class);
        return (Missing) lookup;
    }
}
