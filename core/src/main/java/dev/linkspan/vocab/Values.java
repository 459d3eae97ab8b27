package dev.linkspan.vocab;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Single values, read as leniently as their meaning allows. Each answers empty for what has none. */
final class Values {

    // A number longer than this is no count, size or coordinate; reading its digits would cost the square of its
    // length.
    private static final int LONGEST_NUMBER = 40;

    private Values() {}

    static Optional<String> text(JsonValue value) {
        return bare(value) instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }

    static Optional<String> iri(JsonValue value) {
        JsonValue bare = bare(value);
        if (bare instanceof JsonObject object) {
            bare = object.containsKey("id") ? object.get("id") : object.get("href");
        }
        if (!(bare instanceof JsonString text)) {
            return Optional.empty();
        }
        String iri = text.getString().strip();
        return iri.isEmpty() ? Optional.empty() : Optional.of(Public.spelled(iri));
    }

    static Optional<Boolean> bool(JsonValue value) {
        JsonValue bare = bare(value);
        if (bare == JsonValue.TRUE || bare == JsonValue.FALSE) {
            return Optional.of(bare == JsonValue.TRUE);
        }
        if (!(bare instanceof JsonString text)) {
            return Optional.empty();
        }
        return switch (text.getString()) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static Optional<Long> integer(JsonValue value) {
        return decimal(value)
                .filter(number -> number.signum() >= 0 && number.precision() - number.scale() <= 18)
                .flatMap(Values::whole);
    }

    static Optional<Double> number(JsonValue value) {
        return decimal(value).map(BigDecimal::doubleValue).filter(Double::isFinite);
    }

    static Optional<Instant> dateTime(JsonValue value) {
        return text(value).flatMap(Times::instant);
    }

    static Optional<Duration> duration(JsonValue value) {
        return text(value).flatMap(Times::duration);
    }

    static LanguageMap languageMap(@Nullable JsonValue value) {
        if (!(value instanceof JsonObject map) || map.isEmpty()) {
            return LanguageMap.empty();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        map.forEach((tag, text) -> {
            if (LanguageMap.isTag(tag) && firstOf(text) instanceof JsonString string) {
                texts.put(tag, string.getString());
            }
        });
        return new LanguageMap(texts);
    }

    private static Optional<BigDecimal> decimal(JsonValue value) {
        JsonValue bare = bare(value);
        try {
            if (bare instanceof JsonNumber number) {
                return Optional.of(number.bigDecimalValue());
            }
            if (bare instanceof JsonString text && text.getString().length() <= LONGEST_NUMBER) {
                return Optional.of(new BigDecimal(text.getString().strip()));
            }
        } catch (NumberFormatException | ArithmeticException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Long> whole(BigDecimal number) {
        try {
            // A scale far below zero would be digits without end.
            return number.scale() < -18 && number.signum() != 0
                    ? Optional.empty()
                    : Optional.of(number.longValueExact());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** The value within a typed or language-tagged literal, as JSON-LD writes it out in full. */
    private static @Nullable JsonValue bare(JsonValue value) {
        return value instanceof JsonObject object && object.containsKey("@value") ? object.get("@value") : value;
    }

    private static @Nullable JsonValue firstOf(JsonValue value) {
        if (value instanceof JsonArray array) {
            return array.isEmpty() ? null : array.getFirst();
        }
        return value;
    }
}
