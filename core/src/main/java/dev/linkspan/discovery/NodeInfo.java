package dev.linkspan.discovery;

import dev.linkspan.vocab.LogText;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server says of itself. Reads all versions of the schema and what servers make of them; what is malformed is absent,
 * and all of it is in {@link #json()}. Nothing here is proven. Immutable, thread-safe.
 *
 * @param software the name of its software in lower case, at most 200 characters
 * @param softwareVersion its version, at most 200 characters; need not be a semantic one
 * @param protocols the protocols it speaks, the first 100
 * @param openRegistrations whether one may join
 * @param users how many accounts it has
 * @param activeMonth how many of them were active within 30 days
 * @param activeHalfyear how many of them were active within 180 days
 * @param localPosts how many posts they made
 * @param json all of it
 * @param foundAt where it was found after redirects
 * @see <a href="https://nodeinfo.diaspora.software/schema.html">NodeInfo</a>
 */
public record NodeInfo(
        String software,
        Optional<String> softwareVersion,
        List<String> protocols,
        Optional<Boolean> openRegistrations,
        OptionalLong users,
        OptionalLong activeMonth,
        OptionalLong activeHalfyear,
        OptionalLong localPosts,
        JsonObject json,
        URI foundAt)
        implements NodeInfoLookup {

    private static final int MOST = 100;

    /** Copies the list. */
    public NodeInfo {
        protocols = List.copyOf(protocols);
    }

    /** Whether it says that it speaks ActivityPub. */
    public boolean speaksActivityPub() {
        return protocols.contains("activitypub");
    }

    /** Empty if it does not even name its software. */
    static Optional<NodeInfo> of(JsonObject json, URI foundAt) {
        JsonObject software = object(json, "software");
        JsonObject usage = object(json, "usage");
        JsonObject users = object(usage, "users");
        return text(software, "name")
                .map(name -> new NodeInfo(
                        name.toLowerCase(Locale.ROOT),
                        text(software, "version"),
                        protocols(json),
                        truth(json, "openRegistrations"),
                        number(users, "total"),
                        number(users, "activeMonth"),
                        number(users, "activeHalfyear"),
                        number(usage, "localPosts"),
                        json,
                        foundAt));
    }

    /** A list; in version 1 two of them, for either direction. */
    private static List<String> protocols(JsonObject json) {
        List<String> protocols = new ArrayList<>();
        if (json.get("protocols") instanceof JsonArray list) {
            addTexts(protocols, list);
        }
        JsonObject directions = object(json, "protocols");
        for (String direction : List.of("inbound", "outbound")) {
            if (directions.get(direction) instanceof JsonArray list) {
                addTexts(protocols, list);
            }
        }
        return protocols.stream().distinct().limit(MOST).toList();
    }

    private static void addTexts(List<String> texts, JsonArray list) {
        list.stream()
                .limit(MOST)
                .filter(JsonString.class::isInstance)
                .forEach(text -> texts.add(LogText.of(((JsonString) text).getString())));
    }

    private static JsonObject object(JsonObject json, String name) {
        return json.get(name) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static Optional<String> text(JsonObject json, String name) {
        return json.get(name) instanceof JsonString text && !text.getString().isBlank()
                ? Optional.of(LogText.of(text.getString()))
                : Optional.empty();
    }

    private static Optional<Boolean> truth(JsonObject json, String name) {
        JsonValue value = json.getOrDefault(name, JsonValue.NULL);
        return value == JsonValue.TRUE || value == JsonValue.FALSE
                ? Optional.of(value == JsonValue.TRUE)
                : Optional.empty();
    }

    private static OptionalLong number(JsonObject json, String name) {
        try {
            return json.get(name) instanceof JsonNumber number && number.isIntegral() && number.longValueExact() >= 0
                    ? OptionalLong.of(number.longValueExact())
                    : OptionalLong.empty();
        } catch (ArithmeticException e) {
            return OptionalLong.empty(); // more than there are people, posts or atoms
        }
    }
}
