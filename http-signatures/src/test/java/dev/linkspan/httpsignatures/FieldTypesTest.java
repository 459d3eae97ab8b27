package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The types of structured fields as the documents that define them say. */
class FieldTypesTest {

    private final FieldTypes types = FieldTypes.registered();

    @Test
    void knows_fields_by_the_type_that_their_specification_gives_them() {
        Map<String, FieldTypes.Type> specified = Map.of(
                "priority", FieldTypes.Type.DICTIONARY, // RFC 9218, 5
                "cache-status", FieldTypes.Type.LIST, // RFC 9211, 2
                "capsule-protocol", FieldTypes.Type.ITEM, // RFC 9297, 3.4
                "client-cert-chain", FieldTypes.Type.LIST, // RFC 9440, 2.3
                "deprecation", FieldTypes.Type.ITEM, // RFC 9745, 2
                "link-template", FieldTypes.Type.LIST, // RFC 9652, 2
                "no-vary-search", FieldTypes.Type.DICTIONARY, // draft-ietf-httpbis-no-vary-search
                "reporting-endpoints", FieldTypes.Type.DICTIONARY, // Reporting API
                "sec-fetch-user", FieldTypes.Type.ITEM, // Fetch Metadata
                "want-unencoded-digest", FieldTypes.Type.DICTIONARY); // draft-ietf-httpbis-unencoded-digest

        assertThat(types.types()).containsAllEntriesOf(specified);
    }

    @Test
    void does_not_take_an_old_field_for_structured_because_many_of_its_values_parse() {
        // The retrofit of these was a draft (draft-ietf-httpbis-retrofit) and became neither RFC nor registration.
        for (String field : new String[] {"accept", "cache-control", "content-type", "date", "host", "digest"}) {
            assertThat(types.of(field)).as(field).isEmpty();
        }
    }

    @Test
    void does_not_take_a_field_of_its_own_grammar_for_structured() {
        // Global Privacy Control, 3.3: the value is the character 1 and nothing else, so 1;a is no value of it.
        assertThat(types.of("sec-gpc")).isEmpty();
    }
}
