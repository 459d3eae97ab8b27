package dev.linkspan.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linkspan.discovery.NodeInfoDocument.Software;
import dev.linkspan.discovery.NodeInfoDocument.Usage;
import dev.linkspan.discovery.NodeInfoDocument.Version;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.JsonText;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server of ours says of its accounts and of itself. */
class PublishedDocumentsTest {

    private static final Authority EXAMPLE = new Authority("a.example", -1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acct:alice@a.example",
                "ACCT:alice@A.EXAMPLE",
                "alice@a.example",
                "@alice@a.example",
                " acct:alice@a.example ",
                "acct:alice@a.example:443",
                "acct:alice@a.example."
            })
    void an_account_is_known_however_it_is_written(String resource) {
        assertThat(WebFingerResource.parse(resource)).contains(new WebFingerResource.Account("alice", EXAMPLE));
    }

    @Test
    void an_account_of_a_name_in_unicode_is_on_the_host_in_ascii() {
        assertThat(WebFingerResource.parse("acct:alice@bücher.example"))
                .contains(new WebFingerResource.Account("alice", new Authority("xn--bcher-kva.example", -1)));
    }

    @Test
    void an_address_is_taken_as_it_stands() {
        assertThat(WebFingerResource.parse("https://a.example/@alice"))
                .contains(new WebFingerResource.Address("https://a.example/@alice"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acct:",
                "alice",
                "acct:alice",
                "@a.example",
                "acct:@a.example",
                "alice@",
                "@@alice@a.example",
                "a/b@a.example",
                "a b@a.example",
                "alice@a.example/x",
                "alice@a.example?x",
                "alice@a.example#x",
                "alice@a b",
                "aice%la@:ee:",
                "c@cbehür¸ü"
            })
    void what_is_neither_is_nothing(String resource) {
        assertThat(WebFingerResource.parse(resource)).isEmpty();
        assertThat(WebFingerResource.parse("https://a.example/" + "x".repeat(2_048)))
                .isEmpty();
    }

    // RFC 7033 section 4.4; both self links, for readers look for one or the other.
    @Test
    void an_account_leads_to_its_actor_under_all_of_its_names() {
        String jrd = WebFingerDocument.ofActor("alice@example.com", "https://social.example.com/users/alice")
                .withAlias("https://social.example.com/@alice")
                .withProfilePage("https://social.example.com/@alice")
                .withSubscribePage("https://social.example.com/follow?uri={uri}")
                .json()
                .toString();

        assertThat(jrd).isEqualTo("""
                {"subject":"acct:alice@example.com",\
                "aliases":["https://social.example.com/users/alice","https://social.example.com/@alice"],\
                "links":[\
                {"rel":"self","type":"application/activity+json","href":"https://social.example.com/users/alice"},\
                {"rel":"self","type":"application/ld+json; profile=\\"https://www.w3.org/ns/activitystreams\\"",\
                "href":"https://social.example.com/users/alice"},\
                {"rel":"http://webfinger.net/rel/profile-page","type":"text/html",\
                "href":"https://social.example.com/@alice"},\
                {"rel":"http://ostatus.org/schema/1.0/subscribe",\
                "template":"https://social.example.com/follow?uri={uri}"}]}""");
    }

    // http://nodeinfo.diaspora.software/ns/schema/2.0: software has name and version and additionalProperties is false.
    @Test
    void only_nodeinfo_of_version_2_1_tells_where_the_software_is_from() {
        NodeInfoDocument info = new NodeInfoDocument(
                new Software(
                        "micro-blog", "1.0", Optional.of("https://git.example/m"), Optional.of("https://m.example")),
                false,
                new Usage(3, 2, 3, 40, 0),
                JsonText.object().build());

        assertThat(info.json(Version.V2_0).toString()).isEqualTo("""
                {"version":"2.0","software":{"name":"micro-blog","version":"1.0"},"protocols":["activitypub"],\
                "services":{"inbound":[],"outbound":[]},"openRegistrations":false,\
                "usage":{"users":{"total":3,"activeMonth":2,"activeHalfyear":3},"localPosts":40,"localComments":0},\
                "metadata":{}}""");
        assertThat(info.json(Version.V2_1).getJsonObject("software").keySet())
                .containsExactly("name", "version", "repository", "homepage");
        assertThat(info.json(Version.V2_1).getString("version")).isEqualTo("2.1");
    }

    // The schema's pattern for the name: ^[a-z0-9-]+$
    @ParameterizedTest
    @ValueSource(strings = {"", "Micro", "micro blog", "micro_blog", "müsli"})
    void a_software_name_that_the_schema_refuses_is_refused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Software(name, "1"));
    }

    @Test
    void nodeinfo_is_found_and_the_application_actor_only_if_there_is_one() {
        assertThat(NodeInfoDocument.links("https://a.example", Optional.empty()).toString())
                .isEqualTo("""
                {"links":[{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.0",\
                "href":"https://a.example/nodeinfo/2.0"},\
                {"rel":"http://nodeinfo.diaspora.software/ns/schema/2.1","href":"https://a.example/nodeinfo/2.1"}]}""");
        assertThat(NodeInfoDocument.links("https://a.example", Optional.of("https://a.example/actor"))
                        .getJsonArray("links"))
                .hasSize(3);
    }

    @Test
    void host_meta_leads_to_the_host_that_answers() {
        HostMetaDocument hostMeta = new HostMetaDocument("https://social.example.com");

        assertThat(hostMeta.xml())
                .contains("template=\"https://social.example.com/.well-known/webfinger?resource={uri}\"");
        assertThat(hostMeta.json().toString()).isEqualTo("""
                {"links":[{"rel":"lrdd","type":"application/jrd+json",\
                "template":"https://social.example.com/.well-known/webfinger?resource={uri}"}]}""");
        assertThat(new HostMetaDocument("https://a\"<&").xml()).contains("https://a&quot;&lt;&amp;/");
    }
}
