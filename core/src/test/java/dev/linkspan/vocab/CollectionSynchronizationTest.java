package dev.linkspan.vocab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers in names are those of reference/attacks.md, group O. */
class CollectionSynchronizationTest {

    // FEP-8fcf, "Partial follower collection"
    private static final List<String> FOLLOWERS = List.of(
            "https://example.org/users/2",
            "https://testing.example.org/users/1",
            "https://next.example.org/users/foo",
            "https://testing.example.org/users/2");
    private static final String DIGEST = "c33f48cd341ef046a206b8a72ec97af65079f9a3a9b90eef79c5920dce45c61f";
    private static final String COLLECTION = "https://example.org/users/1/followers";
    private static final String FIELD = "collectionId=\"https://example.org/users/1/followers\","
            + " url=\"https://example.org/users/1/followers_synchronization\", digest=\"" + DIGEST + "\"";

    @Test
    void computes_the_digest_of_the_fep() {
        assertThat(FollowersDigest.ofPart(FOLLOWERS, "https://testing.example.org"))
                .hasToString(DIGEST);
        assertThat(FollowersDigest.of(List.of("https://testing.example.org/users/1")))
                .hasToString("3a06e99569547f444c352ab7f52e4bab207abec5ca6f07b0045cfdc9723f8fa9");
        assertThat(FollowersDigest.of(List.of("https://testing.example.org/users/2")))
                .hasToString("f939a1585d4a8f02ee339210dbe7315d7003476663d6095f7d996fc4bc7a49b6");
    }

    @Test
    void counts_each_follower_once_and_nobody_as_zeros() {
        assertThat(FollowersDigest.of(List.of())).hasToString("0".repeat(64));
        assertThat(FollowersDigest.of(List.of("https://a.example/1", "https://a.example/1")))
                .isEqualTo(FollowersDigest.of(List.of("https://a.example/1")));
        FollowersDigest two = FollowersDigest.of(List.of("https://a.example/1", "https://a.example/2"));
        assertThat(FollowersDigest.of(List.of("https://a.example/1")).changedBy("https://a.example/2"))
                .isEqualTo(two);
        assertThat(two.changedBy("https://a.example/1")).isEqualTo(FollowersDigest.of(List.of("https://a.example/2")));
    }

    @Test
    void takes_only_the_followers_of_the_receivers_scheme_and_authority() {
        List<String> mixed = List.of(
                "https://a.example/1",
                "https://A.EXAMPLE:443/2",
                "http://a.example/3",
                "https://a.example:8443/4",
                "x:y");

        assertThat(FollowersDigest.ofPart(mixed, "https://a.example/inbox"))
                .isEqualTo(FollowersDigest.of(List.of("https://a.example/1", "https://A.EXAMPLE:443/2")));
        assertThat(FollowersDigest.ofPart(mixed, "http://a.example"))
                .isEqualTo(FollowersDigest.of(List.of("http://a.example/3")));
    }

    @Test
    void reads_and_writes_the_field_of_the_fep() {
        CollectionSynchronization field =
                new CollectionSynchronization(COLLECTION, COLLECTION + "_synchronization", new FollowersDigest(DIGEST));

        assertThat(field.value()).isEqualTo(FIELD);
        assertThat(CollectionSynchronization.parse(FIELD)).contains(field);
        assertThat(field.isAbout(COLLECTION)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "digest=\"DIGEST\",url=\"https://a.example/s\",collectionId=\"https://a.example/f\"",
                "collectionId=\"https://a.example/f\"  ,  url=\"https://a.example/s\" , digest=\"UPPER\"  ",
                "later=\"x\", collectionId=\"https://a.example/f\", url=\"https://a.example/s\", digest=\"DIGEST\"",
            })
    void reads_other_spellings(String field) {
        String spelled = field.replace("DIGEST", DIGEST).replace("UPPER", DIGEST.toUpperCase(java.util.Locale.ROOT));

        assertThat(CollectionSynchronization.parse(spelled)).hasValueSatisfying(read -> {
            assertThat(read.collectionId()).isEqualTo("https://a.example/f");
            assertThat(read.digest().hex()).isEqualTo(DIGEST);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "collectionId",
                "collectionId=",
                "collectionId=x",
                "collectionId=\"https://a.example/f",
                "collectionId=\"https://a.example/f\", url=\"https://a.example/s\"",
                "collectionId=\"https://a.example/f\" url=\"https://a.example/s\" digest=\"DIGEST\"",
                "collectionId=\"https://a.example/f\", url=\"https://a.example/s\", digest=\"DIGEST\",",
                "collectionId=\"https://a.example/f\", url=\"https://a.example/s\", digest=\"DIGEST0\"",
                "collectionId=\"https://a.example/f\", url=\"https://a.example/s\", digest=\"g\"",
                "collectionId=\"https://a.example/f\", url=\"file:///etc/passwd\", digest=\"DIGEST\"",
                "collectionId=\"f\", url=\"https://a.example/s\", digest=\"DIGEST\"",
                "url=\"https://a.example/s\", url=\"https://b.example/s\", collectionId=\"https://a.example/f\","
                        + " digest=\"DIGEST\"",
                "=\"x\", collectionId=\"https://a.example/f\", url=\"https://a.example/s\", digest=\"DIGEST\"",
            })
    void ignores_a_malformed_field(String field) {
        assertThat(CollectionSynchronization.parse(field.replace("DIGEST", DIGEST)))
                .isEmpty();
    }

    @Test
    void ignores_a_field_that_is_too_long() {
        assertThat(CollectionSynchronization.parse("x=\"" + "y".repeat(10_000) + "\", " + FIELD))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/users/2/followers, https://example.org/s",
        "https://victim.example/users/1/followers, https://victim.example/s",
        "https://example.org/users/1/followers, https://victim.example/s",
        "https://example.org/users/1/followers, http://example.org/s",
        "https://example.org/users/1/followers, https://example.org:8443/s",
        "https://example.org/users/1/followers, https://example.org.evil.example/s",
    })
    void o27_is_not_about_another_actors_collection_or_another_server(String collectionId, String url) {
        CollectionSynchronization field = new CollectionSynchronization(collectionId, url, new FollowersDigest(DIGEST));

        assertThat(field.isAbout(COLLECTION)).isFalse();
    }

    @Test
    void refuses_to_write_what_could_not_be_read() {
        FollowersDigest digest = new FollowersDigest(DIGEST);

        assertThatThrownBy(() -> new CollectionSynchronization("https://a.example/\"f", COLLECTION, digest))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FollowersDigest("C3" + DIGEST.substring(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
