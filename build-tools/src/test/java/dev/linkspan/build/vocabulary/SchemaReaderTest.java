package dev.linkspan.build.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.build.vocabulary.Schema.Property;
import dev.linkspan.build.vocabulary.Schema.TypeDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a schema may say, and how each mistake in one is named. */
class SchemaReaderTest {

    private static final String PREFIXES = """
            prefix as   https://www.w3.org/ns/activitystreams#
            prefix toot http://joinmastodon.org/ns#
            prefix sec  https://w3id.org/security# https://w3id.org/security/v1
            """;

    private static final String SCHEMA = PREFIXES + """
            # a comment
            property name    lang one map=nameMap            | Its name.
            property to      View many                       | To whom.
            property object  Object many write=single plural=objects
                | What it was done to.
            property size    integer one iri=toot:size iri=<urn:size> | How large.
            property owner   iri one iri=sec:owner           | Whose.
            property seen    boolean one declared=inline     | Whether seen.
            type Object java=AsObject with=More = name to size owner seen | Anything.
            type Activity : Object = object                  | Something done.
            type Create : Activity =                         | Something made.
            type Invite : Activity narrows=Create =          | Somebody asked.
            type Actor : Object virtual =                    | Somebody.
            """;

    @Test
    void reads_properties_with_all_that_is_said_of_them() {
        Schema schema = SchemaReader.read(SCHEMA);

        Property object = schema.property("object");
        assertThat(object.rangeType()).contains("Object");
        assertThat(object.plural()).contains("objects");
        assertThat(List.of(object.many(), object.single(), object.list())).containsExactly(true, true, false);
        assertThat(object.doc()).isEqualTo("What it was done to.");
        assertThat(schema.property("to").rangeType()).contains(Schema.ANY);
        assertThat(schema.property("name").map()).contains("nameMap");
        assertThat(schema.property("name").iris()).containsExactly("https://www.w3.org/ns/activitystreams#name");
        assertThat(schema.property("size").iris()).containsExactly("http://joinmastodon.org/ns#size", "urn:size");
    }

    @Test
    void knows_where_a_written_context_gets_each_term() {
        Schema schema = SchemaReader.read(SCHEMA);

        assertThat(schema.property("name").declared().kind()).isEqualTo("core");
        assertThat(schema.property("owner").declared().first()).isEqualTo("https://w3id.org/security/v1");
        assertThat(schema.property("size").declared().kind()).isEqualTo("inline");
        assertThat(schema.property("seen").declared().first()).isEqualTo("as");
    }

    @Test
    void a_type_has_what_its_parents_have() {
        Schema schema = SchemaReader.read(SCHEMA);

        TypeDefinition create = schema.type("Create");
        assertThat(schema.allProperties(create)).containsExactly("name", "to", "size", "owner", "seen", "object");
        assertThat(schema.ownProperties(create)).isEmpty();
        assertThat(schema.type("Invite").parents()).containsExactly("Activity");
        assertThat(schema.type("Invite").specified()).containsExactly("Create");
        assertThat(schema.type("Actor").iris()).isEmpty();
    }

    @Test
    void types_with_subtypes_become_sealed_interfaces_and_all_others_records() {
        Map<String, String> sources = Sources.of(SchemaReader.read(SCHEMA));

        assertThat(sources.get("Activity"))
                .contains("public sealed interface Activity extends AsObject")
                .contains("permits Create, Invite, Activity.Other")
                .contains("default Ref<AsObject> object()")
                .contains("default Refs<AsObject> objects()");
        assertThat(sources.get("Create")).contains("public record Create(Node node) implements Activity");
        assertThat(sources.get("AsObject")).contains("extends Entity, More").contains("LanguageMap nameMap()");
        assertThat(sources.get("VocabularyTable")).contains("\"owner\"");
    }

    @Test
    void every_mistake_is_named_with_its_line() {
        refused("property a text one | A.\ntype T = a b | T.", "type T: no property b");
        refused("property a text one | A.", "property a belongs to no type");
        refused("property a Nothing one | A.\ntype T = a | T.", "property a: no type Nothing");
        refused("type T : Nothing = | T.", "type T: no type Nothing");
        refused("property a text one | A.\nproperty a text one | A.", "a is defined twice");
        refused("property a text some | A.", "cardinality some");
        refused("property a text one iri=nope:a | A.", "no prefix for nope:a");
        refused("property a text one wrong=1 | A.", "unknown attribute wrong");
        refused("property a text one", "no documentation");
        refused("propertie a text one | A.", "neither prefix nor property nor type in: propertie a");
        refused(
                "property a text one iri=toot:x | A.\nproperty b text one iri=toot:x | B.\ntype T = a b | T.",
                "http://joinmastodon.org/ns#x is both a and b");
    }

    private static void refused(String statements, String message) {
        assertThatThrownBy(() -> SchemaReader.read(PREFIXES + statements))
                .isInstanceOf(Schema.SchemaException.class)
                .hasMessageContaining(message);
    }
}
