package dev.linkspan.vocab;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A digest of a set of followers: the SHA-256 of their ids, XORed. Whoever gains or loses a follower can update it without
 * the others. It finds mistakes, not fraud.
 *
 * @param hex 64 lower-case hexadecimal digits; all zero for no followers
 * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/8fcf/fep-8fcf.md">FEP-8fcf</a>
 */
public record FollowersDigest(String hex) {

    private static final int BYTES = 32;

    /** Refuses what is no digest. */
    public FollowersDigest {
        if (!isDigest(hex)) {
            throw new IllegalArgumentException("digest: " + hex + " (expected: 64 lower-case hexadecimal digits)");
        }
    }

    /** The digest of these ids, each counted once. */
    public static FollowersDigest of(Collection<String> ids) {
        byte[] digest = new byte[BYTES];
        for (String id : new HashSet<>(ids)) {
            mix(digest, id);
        }
        return new FollowersDigest(HexFormat.of().formatHex(digest));
    }

    /** The digest once this id came to the others, or left them. */
    public FollowersDigest changedBy(String id) {
        byte[] digest = HexFormat.of().parseHex(hex);
        mix(digest, id);
        return new FollowersDigest(HexFormat.of().formatHex(digest));
    }

    private static void mix(byte[] digest, String id) {
        byte[] one = sha256(id);
        for (int i = 0; i < BYTES; i++) {
            digest[i] ^= one[i];
        }
    }

    /** The digest of those among the followers who are on the server of this URI, by scheme and authority. */
    public static FollowersDigest ofPart(Collection<String> followers, String receiver) {
        return of(followers.stream()
                .filter(id -> CollectionSynchronization.haveSameOrigin(id, receiver))
                .toList());
    }

    /** Reads a digest; in upper case, too. */
    static Optional<FollowersDigest> parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return isDigest(lower) ? Optional.of(new FollowersDigest(lower)) : Optional.empty();
    }

    private static boolean isDigest(String text) {
        return text.length() == 2 * BYTES
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    private static byte[] sha256(String id) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The digits. */
    @Override
    public String toString() {
        return hex;
    }
}
