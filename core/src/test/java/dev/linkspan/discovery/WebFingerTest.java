package dev.linkspan.discovery;

import static dev.linkspan.discovery.FakeWeb.webFingerUrl;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking WebFinger, as RFC 7033 has it, and where it is without. */
class WebFingerTest {

    private static final Handle CAROL = Handle.parse("carol@example.com").orElseThrow();
    private static final String HOST_META = "https://example.com/.well-known/host-meta";

    private final FakeWeb web = new FakeWeb();

    /** RFC 7033 §3.1. */
    @Test
    void reads_the_rfcs_answer_for_an_account() {
        web.webFinger("carol@example.com", """
                {"subject":"acct:carol@example.com","links":[
                {"rel":"http://openid.net/specs/connect/1.0/issuer","href":"https://openid.example.com"}]}""");

        ResourceDescriptor found = found(CAROL);

        assertThat(found.handle()).contains(CAROL);
        assertThat(found.links()).singleElement().satisfies(link -> {
            assertThat(link.is("http://openid.net/specs/connect/1.0/issuer")).isTrue();
            assertThat(link.href()).contains("https://openid.example.com");
        });
        assertThat(found.actors()).isEmpty();
        assertThat(found.foundAt()).hasToString(webFingerUrl("carol@example.com"));
    }

    /** RFC 7033 §3.2. */
    @Test
    void reads_the_rfcs_answer_for_an_address() {
        web.serve(
                "https://blog.example.com/.well-known/webfinger?resource=https%3A%2F%2Fblog.example.com%2Farticle%2Fid%2F314",
                FakeWeb.JRD, """
                {"subject":"http://blog.example.com/article/id/314",
                 "aliases":["http://blog.example.com/cool_new_thing","http://blog.example.com/steve/article/7"],
                 "properties":{"http://blgx.example.net/ns/version":"1.3","http://blgx.example.net/ns/ext":null},
                 "links":[{"rel":"copyright","href":"http://www.example.com/copyright"},
                 {"rel":"author","href":"http://blog.example.com/author/steve",
                 "titles":{"en-us":"The Magical World of Steve","fr":"Le Monde Magique de Steve"},
                 "properties":{"http://example.com/role":"editor"}}]}""");

        assertThat(web.network().webFinger("https://blog.example.com/article/id/314"))
                .isInstanceOfSatisfying(ResourceDescriptor.class, found -> {
                    assertThat(found.subject()).contains("http://blog.example.com/article/id/314");
                    assertThat(found.handle()).isEmpty();
                    assertThat(found.aliases()).hasSize(2);
                    assertThat(found.links()).hasSize(2);
                    assertThat(found.json()).containsKey("properties");
                });
    }

    /** As Lemmy sends it: application/json, and null for what is absent. */
    @Test
    void reads_an_answer_with_nulls_and_of_any_json_type() {
        web.serve(webFingerUrl("carol@example.com"), "application/json; charset=utf-8", """
                {"subject":"acct:carol@example.com","aliases":null,"links":[
                {"rel":"self","type":"application/activity+json","href":"https://example.com/u/carol","template":null},
                {"rel":"http://ostatus.org/schema/1.0/subscribe","type":null,"href":null,"template":"https://example.com/?uri={uri}"},
                {"type":"text/html"}, null, "self", 7]}""");

        ResourceDescriptor found = found(CAROL);

        assertThat(found.actors()).containsExactly("https://example.com/u/carol");
        assertThat(found.links()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"subject\":7,\"aliases\":{},\"links\":\"no\"}", "{\"links\":[{\"rel\":\"self\"}]}"})
    void an_answer_that_says_little_is_an_answer(String json) {
        web.webFinger("carol@example.com", json);

        assertThat(found(CAROL).subject()).isEmpty();
        assertThat(found(CAROL).actors()).isEmpty();
    }

    @Test
    void takes_only_addresses_of_activitystreams_documents_for_actors() {
        web.webFinger("carol@example.com", """
                {"links":[{"rel":"self","type":"text/html","href":"https://example.com/page"},
                {"rel":"self","href":"https://example.com/untyped"},
                {"rel":"alternate","type":"application/activity+json","href":"https://example.com/feed"},
                {"rel":"self","type":"application/activity+json","href":"javascript:alert(1)"},
                {"rel":"self","type":"application/activity+json","href":"//example.com/relative"},
                {"rel":"self","type":"application/ld+json; profile=\\"https://www.w3.org/ns/activitystreams\\"","href":"https://example.com/a"},
                {"rel":"self","type":"application/ld+json;profile=\\"https://www.w3.org/ns/activitystreams\\"","href":"https://example.com/b"},
                {"rel":"self","type":"application/activity+json","href":"https://example.com/a"}]}""");

        assertThat(found(CAROL).actors()).containsExactly("https://example.com/a", "https://example.com/b");
    }

    @Test
    void o23_of_ten_thousand_links_and_aliases_a_hundred_are_read() {
        String links =
                IntStream.range(0, 2_000).mapToObj(n -> "{\"rel\":\"r\"}").collect(Collectors.joining(",", "[", "]"));
        String aliases = IntStream.range(0, 2_000).mapToObj(n -> "\"a\"").collect(Collectors.joining(",", "[", "]"));
        web.webFinger("carol@example.com", "{\"aliases\":" + aliases + ",\"links\":" + links + "}");

        assertThat(found(CAROL).links()).hasSize(100);
        assertThat(found(CAROL).aliases()).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/plain", "application/xml", "image/png", ""})
    void refuses_every_media_type_but_json(String type) {
        web.serve(webFingerUrl("carol@example.com"), type, "{}");

        assertThat(missing(CAROL).reason()).isEqualTo(Missing.Reason.UNUSABLE_ANSWER);
    }

    @Test
    void refuses_what_is_no_json_object() {
        web.webFinger("carol@example.com", "{\"links\":");

        assertThat(missing(CAROL).reason()).isEqualTo(Missing.Reason.UNUSABLE_ANSWER);
    }

    @Test
    void an_answer_over_its_limit_is_refused() {
        web.webFinger("carol@example.com", "{\"subject\":\"" + "x".repeat(256 * 1_024) + "\"}");

        assertThat(missing(CAROL).detail()).contains("too long");
    }

    @Test
    void a_redirect_to_another_host_is_followed() {
        web.redirect(webFingerUrl("carol@example.com"), "https://social.example/wf");
        web.serve("https://social.example/wf", FakeWeb.JRD, "{\"subject\":\"acct:carol@social.example\"}");

        assertThat(found(CAROL).handle()).map(Handle::toString).contains("carol@social.example");
        assertThat(found(CAROL).foundAt()).hasToString("https://social.example/wf");
    }

    @Test
    void tells_missing_from_unreachable() {
        assertThat(missing(CAROL).reason()).isEqualTo(Missing.Reason.NOT_FOUND);
        web.refuse(webFingerUrl("carol@example.com"), 503);
        assertThat(missing(CAROL).reason()).isEqualTo(Missing.Reason.UNREACHABLE);
        web.refuse(webFingerUrl("carol@example.com"), 410);
        assertThat(missing(CAROL).reason()).isEqualTo(Missing.Reason.GONE);
        web.answer(webFingerUrl("carol@example.com"), new Exchange.Failed(Exchange.Failure.UNRESOLVED, "no such host"));
        assertThat(missing(CAROL).reason()).isEqualTo(Missing.Reason.UNREACHABLE);
    }

    @Test
    void asks_over_https_only_and_a_silent_host_once() {
        web.answer(webFingerUrl("carol@example.com"), new Exchange.Failed(Exchange.Failure.CONNECT, "refused"));

        missing(CAROL);

        assertThat(web.asked).containsExactly(webFingerUrl("carol@example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xrd+xml", "application/xml; charset=utf-8", "text/xml"})
    void a_host_may_name_another_place_in_its_host_meta(String type) {
        web.serve(HOST_META, type, """
                <?xml version="1.0"?><!-- <Link rel="lrdd" template="https://wrong.example/{uri}"/> -->
                <xrd:XRD xmlns:xrd="http://docs.oasis-open.org/ns/xri/xrd-1.0">
                <xrd:Link rel='lrdd' type='application/jrd+json' template='https://wf.example/?a=1&amp;r={uri}'/>
                </xrd:XRD>""");
        web.serve("https://wf.example/?a=1&r=acct%3Acarol%40example.com", FakeWeb.JRD, "{\"subject\":\"s\"}");

        assertThat(found(CAROL).subject()).contains("s");
    }

    @Test
    void a_host_may_name_another_place_in_json() {
        web.serve(
                HOST_META,
                "application/json",
                "{\"links\":[{\"rel\":\"lrdd\",\"template\":\"https://wf.example/{uri}\"}]}");
        web.serve("https://wf.example/acct%3Acarol%40example.com", FakeWeb.JRD, "{\"subject\":\"s\"}");

        assertThat(found(CAROL).subject()).contains("s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<XRD><Link rel=\"lrdd\" template=\"https://wf.example/\"/></XRD>",
                "<XRD><Link rel=\"lrdd\" template=\"https://wf.example/{uri}{uri}\"/></XRD>",
                "<XRD><Link rel=\"lrdd\" template=\"{uri}\"/></XRD>",
                "<XRD><Link rel=\"lrdd\" template=\"file:///etc/passwd?{uri}\"/></XRD>",
                "<XRD><Link rel=\"lrdd\" template=\"https://127.0.0.1/{uri}\"/></XRD>",
                "<XRD><Link rel=\"lrdd\" template=\"http://wf.example/{uri}\"/></XRD>",
                "<XRD><Link rel=\"other\" template=\"https://wf.example/{uri}\"/></XRD>",
                "<XRD><![CDATA[<Link rel=\"lrdd\" template=\"https://wf.example/{uri}\"/>]]></XRD>"
            })
    void o24_follows_no_template_that_is_none_or_leads_where_nobody_may_go(String xml) {
        web.serve(HOST_META, "application/xrd+xml", xml);

        assertThat(web.network().webFinger(CAROL)).isInstanceOf(Missing.class);
        assertThat(web.asked).containsExactly(webFingerUrl("carol@example.com"), HOST_META);
    }

    @Test
    void o24_obeys_no_document_type_declaration() {
        web.serve(HOST_META, "application/xrd+xml", """
                <?xml version="1.0"?><!DOCTYPE XRD [<!ENTITY a "https://wf.example/{uri}"><!ENTITY b SYSTEM "file:///etc/passwd">]>
                <XRD><Link rel="lrdd" template="&a;"/><Link rel="lrdd" template="https://wf.example/{uri}"/></XRD>""");

        assertThat(web.network().hostMeta(CAROL.authority()))
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.detail()).contains("document type declaration"));
        assertThat(web.asked).containsExactly(HOST_META);
    }

    @Test
    void o24_expands_no_entity_of_anybodys_own() {
        web.serve(
                HOST_META,
                "application/xrd+xml",
                "<XRD><Link rel='lrdd' template='https://wf.example/&a;{uri}'/></XRD>");

        assertThat(web.network().hostMeta(CAROL.authority()))
                .isInstanceOfSatisfying(
                        HostMeta.class, found -> assertThat(found.template()).contains("https://wf.example/&a;{uri}"));
    }

    @Test
    void o24_a_host_meta_over_its_limit_is_refused() {
        web.serve(HOST_META, "application/xrd+xml", "<XRD>" + "<Link>".repeat(64 * 1_024));

        assertThat(web.network().hostMeta(CAROL.authority())).isInstanceOf(Missing.class);
    }

    @Test
    void a_packed_answer_is_not_unpacked() {
        web.answer(
                webFingerUrl("carol@example.com"),
                new Exchange.Answered(
                        200,
                        Fields.of("Content-Type", FakeWeb.JRD, "Content-Encoding", "gzip"),
                        Body.of("\u001f\u008b")));

        assertThat(missing(CAROL).detail()).contains("content coding");
    }

    private ResourceDescriptor found(Handle handle) {
        WebFingerLookup lookup = web.network().webFinger(handle);
        assertThat(lookup).isInstanceOf(ResourceDescriptor.class);
        return (ResourceDescriptor) lookup;
    }

    private Missing missing(Handle handle) {
        WebFingerLookup lookup = web.network().webFinger(handle);
        assertThat(lookup).isInstanceOf(Missing.class);
        return (Missing) lookup;
    }
}
