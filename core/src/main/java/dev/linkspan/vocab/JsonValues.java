package dev.linkspan.vocab;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;

/** Single JSON values. The provider is looked up once: the lookup costs more than a document. */
final class JsonValues {

    private static final JsonProvider PROVIDER = JsonProvider.provider();

    private JsonValues() {}

    static JsonString of(String text) {
        return PROVIDER.createValue(text);
    }

    static JsonNumber of(long number) {
        return PROVIDER.createValue(number);
    }

    static JsonNumber of(double number) {
        return PROVIDER.createValue(number);
    }
}
