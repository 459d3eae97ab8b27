package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents whose own context makes plain JSON and JSON-LD differ: one must not be verified and the other believed. */
class TwoReadingsTest {

    private static final Peer M = Peer.at("https://m.example/actor");
    private static final Peer ALICE = Peer.at("https://m.example/users/alice");

    private final RelayRig rig = new RelayRig();
    private long before;

    @BeforeEach
    void subscribe() {
        rig.subscribed(M).knows(ALICE);
        before = rig.store.log().end();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void another_actor_under_an_alias_is_refused() {
        refused("""
                {"who":"as:actor","actor":"https://x.example/ns#x"}""", """
                "who":"https://victim.example/users/bob",""", "its actor is one thing as plain JSON");
    }

    @Test
    void another_id_under_an_alias_is_refused() {
        refused("""
                {"self":"@id","id":"https://x.example/ns#id"}""", """
                "self":"https://victim.example/1",""", "its id is one thing as plain JSON");
    }

    @Test
    void other_addressees_under_an_alias_are_refused() {
        refused("""
                {"also":"as:to"}""", """
                "also":"https://victim.example/users/bob",""", "its to is one thing as plain JSON");
    }

    @Test
    void a_type_that_its_context_makes_something_else_is_refused() {
        refused("""
                {"Create":"as:Delete"}""", "", "its type is one thing as plain JSON");
    }

    @Test
    void types_that_are_none_to_a_processor_are_refused() {
        refused("{\"type\": {\"@container\": \"@list\"}}", "", "its type is one thing as plain JSON");
    }

    // The first type that is known decides what an object is.
    @Test
    void types_in_another_order_are_refused() {
        WebResponse response = rig.send(ALICE.post(
                create("{\"what\":\"@type\"}", "\"what\":[\"Note\",\"Create\"],")
                        .replace("\"type\":\"Create\"", "\"type\":[\"Create\",\"Note\"]"),
                RelayRig.NOW));

        assertThat(response.body().text()).contains("its type is one thing as plain JSON");
    }

    // We would relay the one, and those who get its bytes do the other.
    @Test
    void an_activity_that_is_two_at_once_is_refused() {
        WebResponse response = rig.send(ALICE.post(
                create("{}", "").replace("\"type\":\"Create\"", "\"type\":[\"Create\",\"Delete\"]"), RelayRig.NOW));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body().text()).contains("malformed_activity").contains("several activities at once");
        assertThat(rig.store.log().end()).isEqualTo(before);
    }

    // Each of these makes our JSON-LD processing refuse the document, which others may be able to process.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"who\":\"as:actor\",\"j\":{\"@id\":\"http://j.example/j\",\"@type\":\"@json\"}}",
                "{\"who\":\"as:actor\",\"j\":{\"@reverse\":\"http://j.example/j\"}}",
                "{\"who\":\"as:actor\",\"a/b\":\"as:c\"}",
                "{\"@import\":\"https://far.example/context\"}"
            })
    void what_cannot_be_processed_is_no_way_around(String context) {
        WebResponse response =
                rig.send(ALICE.post(create(context, "\"who\":\"https://victim.example/users/bob\","), RelayRig.NOW));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body().text()).contains("malformed_activity");
        assertThat(rig.store.log().end()).isEqualTo(before);
    }

    @Test
    void a_graph_of_nothing_is_no_way_around() {
        WebResponse response = rig.send(ALICE.post(
                create(
                        "{\"who\":\"as:actor\"}",
                        "\"foo\":{\"@graph\":[]},\"who\":\"https://victim.example/users/bob\","),
                RelayRig.NOW));

        assertThat(response.status()).isEqualTo(400);
        assertThat(rig.store.log().end()).isEqualTo(before);
    }

    // A link says whom it points to by href; who reads its id reads somebody else.
    @Test
    void an_actor_that_is_a_link_is_refused() {
        WebResponse response = rig.send(ALICE.post(
                create("{}", "")
                        .replace(
                                "\"actor\":\"https://m.example/users/alice\"",
                                "\"actor\":{\"type\":\"Link\",\"href\":\"https://m.example/users/alice\","
                                        + "\"id\":\"https://victim.example/users/bob\"}"),
                RelayRig.NOW));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body().text()).contains("names no actor, or not exactly one");
    }

    @Test
    void a_harmless_alias_is_taken() {
        WebResponse response = rig.send(ALICE.post(create("""
                {"inhalt":"as:content"}""", """
                "inhalt":"hello",
                """), RelayRig.NOW));

        assertThat(response.status()).isEqualTo(202);
        assertThat(rig.store.log().end()).isGreaterThan(before);
    }

    private void refused(String context, String members, String detail) {
        WebResponse response = rig.send(ALICE.post(create(context, members), RelayRig.NOW));

        assertThat(response.body().text()).contains("malformed_activity").contains(detail);
        assertThat(response.status()).isEqualTo(400);
        assertThat(rig.store.log().end()).isEqualTo(before);
    }

    private static String create(String context, String members) {
        return """
                {"@context":["https://www.w3.org/ns/activitystreams",%s],%s\
                "id":"https://m.example/1/activity","type":"Create","actor":"https://m.example/users/alice",\
                "to":["https://www.w3.org/ns/activitystreams#Public"],"object":{"id":"https://m.example/1",\
                "type":"Note","attributedTo":"https://m.example/users/alice","content":"hello"}}""".formatted(context, members);
    }
}
