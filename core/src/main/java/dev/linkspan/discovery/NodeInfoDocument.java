package dev.linkspan.discovery;

import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;

/**
 * What a server of ours says of itself. Immutable, thread-safe.
 *
 * @param software what it runs
 * @param openRegistrations whether everybody may join
 * @param usage how much it is used
 * @param metadata whatever else it wants to say
 * @see <a href="https://nodeinfo.diaspora.software/schema.html">NodeInfo</a>
 */
public record NodeInfoDocument(Software software, boolean openRegistrations, Usage usage, JsonObject metadata) {

    private static final String SCHEMA = "http://nodeinfo.diaspora.software/ns/schema/";

    /** A version of the schema. */
    public enum Version {
        /** What every reader knows. */
        V2_0("2.0"),
        /** With the places where the software comes from. */
        V2_1("2.1");

        private final String text;

        Version(String text) {
            this.text = text;
        }

        /** The version as the document spells it. */
        public String text() {
            return text;
        }

        /** Where a server has its document of this version. */
        public String path() {
            return "/nodeinfo/" + text;
        }

        /** The media type of the document. */
        public String mediaType() {
            return "application/json; profile=\"" + SCHEMA + text + "#\"";
        }
    }

    /**
     * What a server runs.
     *
     * @param name its name: small letters, digits and hyphens
     * @param version its version
     * @param repository where its source is, if that may be known
     * @param homepage where it is described, if anywhere
     */
    public record Software(String name, String version, Optional<String> repository, Optional<String> homepage) {

        /** Checks the name as the schema does: readers that go by it refuse the whole document. */
        public Software {
            boolean isName = !name.isEmpty()
                    && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
            if (!isName) {
                throw new IllegalArgumentException(
                        "software: '" + name + "' (expected: small letters, digits and hyphens)");
            }
        }

        /** A software of which no more is said. */
        public Software(String name, String version) {
            this(name, version, Optional.empty(), Optional.empty());
        }

        private JsonObject json(Version schema) {
            JsonObjectBuilder software = JsonText.object().add("name", name).add("version", version);
            if (schema == Version.V2_1) { // 2.0 allows no further member
                repository.ifPresent(value -> software.add("repository", value));
                homepage.ifPresent(value -> software.add("homepage", value));
            }
            return software.build();
        }
    }

    /**
     * How much a server is used.
     *
     * @param users how many accounts it has
     * @param activeMonth how many of them did something in the last 30 days
     * @param activeHalfyear how many of them did something in the last 180 days
     * @param localPosts how many posts they wrote
     * @param localComments how many comments they wrote, where these are counted by themselves
     */
    public record Usage(long users, long activeMonth, long activeHalfyear, long localPosts, long localComments) {

        private JsonObject json() {
            return JsonText.object()
                    .add(
                            "users",
                            JsonText.object()
                                    .add("total", users)
                                    .add("activeMonth", activeMonth)
                                    .add("activeHalfyear", activeHalfyear))
                    .add("localPosts", localPosts)
                    .add("localComments", localComments)
                    .build();
        }
    }

    /** The document. */
    public JsonObject json(Version schema) {
        return JsonText.object()
                .add("version", schema.text())
                .add("software", software.json(schema))
                .add("protocols", JsonText.array().add("activitypub"))
                .add(
                        "services",
                        JsonText.object().add("inbound", JsonText.array()).add("outbound", JsonText.array()))
                .add("openRegistrations", openRegistrations)
                .add("usage", usage.json())
                .add("metadata", metadata)
                .build();
    }

    /**
     * The document at {@code /.well-known/nodeinfo}: where the others are, and which actor stands for the server.
     *
     * @param origin scheme and authority of the server
     * @param application the id of that actor, if there is one
     * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/2677/fep-2677.md">FEP-2677</a>
     */
    public static JsonObject links(String origin, Optional<String> application) {
        var links = JsonText.array();
        for (Version version : Version.values()) {
            links.add(link(SCHEMA + version.text(), origin + version.path()));
        }
        application.ifPresent(actor -> links.add(link("https://www.w3.org/ns/activitystreams#Application", actor)));
        return JsonText.object().add("links", links).build();
    }

    private static JsonObject link(String rel, String href) {
        return JsonText.object().add("rel", rel).add("href", href).build();
    }
}
