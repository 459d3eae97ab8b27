package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.BareItem;
import dev.linkspan.httpsignatures.structured.Member;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import dev.linkspan.httpsignatures.structured.StructuredFieldParser;
import dev.linkspan.httpsignatures.structured.StructuredFieldSerializer;
import java.util.List;
import java.util.Optional;

/**
 * Fields, or one member of a field, parsed and written anew ({@code sf}, {@code key}).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-2.1.1">RFC 9421 §2.1.1</a>
 */
record StrictFields(FieldTypes types) {

    String value(Fields fields, ComponentIdentifier component) throws Refusal {
        String name = component.name();
        FieldTypes.Type type = types.of(name)
                .orElseThrow(() -> ComponentValues.refusal(
                        component, "but whether that is a structured field is not known (declare it in FieldTypes)"));
        List<String> lines = CoveredFields.lines(fields, name);
        try {
            Optional<BareItem> key = component.parameter("key");
            return key.isPresent() ? member(component, type, lines, key.get()) : whole(type, lines);
        } catch (StructuredFieldException e) {
            throw ComponentValues.refusal(component, "but that is no structured field: " + e.getMessage());
        }
    }

    private static String whole(FieldTypes.Type type, List<String> lines) throws StructuredFieldException {
        return switch (type) {
            case ITEM -> StructuredFieldSerializer.serialize(StructuredFieldParser.parseItem(lines));
            case LIST ->
                StructuredFieldSerializer.serializeList(StructuredFieldParser.parseList(lines))
                        .orElse("");
            case DICTIONARY ->
                StructuredFieldSerializer.serializeDictionary(StructuredFieldParser.parseDictionary(lines))
                        .orElse("");
        };
    }

    private static String member(ComponentIdentifier component, FieldTypes.Type type, List<String> lines, BareItem key)
            throws Refusal, StructuredFieldException {
        if (type != FieldTypes.Type.DICTIONARY) {
            throw ComponentValues.refusal(component, "but only a dictionary has keys");
        }
        if (!(key instanceof BareItem.StringItem name)) {
            throw ComponentValues.refusal(component, "whose key is no string");
        }
        Member member = StructuredFieldParser.parseDictionary(lines).get(name.value());
        if (member == null) {
            throw ComponentValues.refusal(component, "but the field has no member of this key");
        }
        return StructuredFieldSerializer.serialize(member);
    }
}
