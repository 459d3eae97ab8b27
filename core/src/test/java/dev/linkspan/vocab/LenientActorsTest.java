package dev.linkspan.vocab;

import static dev.linkspan.vocab.Lenient.person;
import static dev.linkspan.vocab.Lenient.problems;
import static dev.linkspan.vocab.Lenient.view;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Actors, their keys and collections as servers really send them. */
class LenientActorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "'https://a.example/endpoints'",
                "{}",
                "[]",
                "{'sharedInbox': null}",
                "{'sharedInbox': 5}"
            })
    void does_without_a_shared_inbox_where_endpoints_are_none(String endpoints) {
        assertThat(person("'endpoints': " + endpoints).sharedInbox()).isEmpty();
        assertThat(person("'name': 'x'").sharedInbox()).isEmpty();
    }

    @Test
    void finds_the_shared_inbox_in_endpoints_with_or_without_a_type() {
        assertThat(person("'endpoints': {'sharedInbox': 'https://a.example/inbox'}")
                        .sharedInbox())
                .hasValue("https://a.example/inbox");
        assertThat(person("'endpoints': {'type': 'as:Endpoints', 'sharedInbox': 'https://a.example/inbox'}")
                        .sharedInbox())
                .hasValue("https://a.example/inbox");
        assertThat(person("'endpoints': [{'sharedInbox': 'https://a.example/inbox'}]")
                        .sharedInbox())
                .hasValue("https://a.example/inbox");
    }

    @Test
    void finds_inboxes_that_are_embedded_collections() {
        Person person = person("'inbox': {'id': 'https://a.example/u/inbox', 'type': 'OrderedCollection'},"
                + " 'outbox': ['https://a.example/u/outbox'], 'followers': null");

        assertThat(person.inbox().id()).hasValue("https://a.example/u/inbox");
        assertThat(person.outbox().id()).hasValue("https://a.example/u/outbox");
        assertThat(person.followers().isPresent()).isFalse();
    }

    // https://github.com/fedify-dev/fedify/issues/550
    @Test
    void reads_a_first_page_that_is_embedded_without_an_id() {
        Collection collection = view(
                "{'type': 'Collection', 'id': 'https://a.example/c', 'first': {'type': 'CollectionPage',"
                        + " 'items': ['https://a.example/1'], 'next': 'https://a.example/c?page=2'}}",
                Collection.class);

        CollectionPage first = collection.first().embedded().orElseThrow();
        assertThat(first.id()).isEmpty();
        assertThat(first.members().ids()).containsExactly("https://a.example/1");
        assertThat(first.next().id()).hasValue("https://a.example/c?page=2");
        assertThat(problems(collection)).isEmpty();
    }

    // https://github.com/TryGhost/ActivityPub/issues/191
    @Test
    void reads_an_outbox_that_is_a_page_as_a_collection() {
        Entity outbox = view("{'type': 'OrderedCollectionPage', 'id': 'https://a.example/u/outbox', 'totalItems': 1,"
                + " 'orderedItems': [{'type': 'Create', 'object': 'https://a.example/1'}]}");

        assertThat(outbox).isInstanceOf(OrderedCollection.class).isInstanceOf(CollectionPage.class);
        assertThat(((Collection) outbox).members().embedded(Create.class)).hasSize(1);
    }

    @Test
    void finds_members_under_either_name_in_either_sort_of_collection() {
        assertThat(view("{'type': 'Collection', 'orderedItems': ['https://a.example/1']}", Collection.class)
                        .members()
                        .ids())
                .containsExactly("https://a.example/1");
        assertThat(view("{'type': 'OrderedCollection', 'items': 'https://a.example/1'}", Collection.class)
                        .members()
                        .ids())
                .containsExactly("https://a.example/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'https://a.example/u#k'",
                "['https://a.example/u#k']",
                "{'id': 'https://a.example/u#k', 'owner': 'https://a.example/u', 'publicKeyPem': 'x'}",
                "[{'id': 'https://a.example/u#k', 'publicKeyPem': 'x'}, {'id': 'https://a.example/u#l'}]",
            })
    void finds_the_key_that_is_an_id_an_object_or_a_list(String key) {
        assertThat(person("'publicKey': " + key).publicKey().id()).hasValue("https://a.example/u#k");
        assertThat(person("'publicKey': " + key).keys()).isNotEmpty();
    }

    // https://github.com/fedify-dev/fedify/issues/825; what is no key is refused by PemKeys, in words.
    @Test
    void keeps_the_text_of_a_key_whatever_it_is() {
        Person person = person("'publicKey': {'id': 'https://a.example/u#k',"
                + " 'publicKeyPem': '-----BEGIN PUBLIC KEY-----\\\\nMII\\\\n-----END PUBLIC KEY-----'}, 'name': 'U'");

        assertThat(person.publicKey().embedded().flatMap(CryptographicKey::publicKeyPem))
                .hasValue("-----BEGIN PUBLIC KEY-----\\nMII\\n-----END PUBLIC KEY-----");
        assertThat(person.name()).hasValue("U");
    }

    @Test
    void keeps_two_keys_that_share_an_id_and_says_so() {
        Person person = person("'publicKey': [{'id': 'https://a.example/u#k', 'publicKeyPem': 'x'},"
                + " {'id': 'https://a.example/u#k', 'publicKeyPem': 'y'}]");

        assertThat(person.publicKeys().embedded()).hasSize(2);
        assertThat(problems(person)).containsExactly("/publicKey STRUCTURE");
    }

    // Pleroma's oldest relay actors have no name of any kind.
    @Test
    void reads_an_actor_without_a_name() {
        Actor actor = view(
                "{'type': 'Application', 'id': 'https://a.example/relay', 'inbox': 'https://a.example/relay/inbox'}",
                Actor.class);

        assertThat(actor.preferredUsername()).isEmpty();
        assertThat(actor.name()).isEmpty();
        assertThat(actor.isInstance()).isTrue();
    }
}
