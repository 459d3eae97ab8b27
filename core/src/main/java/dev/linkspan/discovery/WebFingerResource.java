package dev.linkspan.discovery;

import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.PercentEncoding;
import java.util.Optional;

/**
 * What a WebFinger query asks about.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7033#section-4.1">RFC 7033 §4.1</a>
 */
public sealed interface WebFingerResource {

    /**
     * An account by its handle.
     *
     * @param user the part before the at sign, as written; most servers do not distinguish case
     * @param host the part behind it
     */
    record Account(String user, Authority host) implements WebFingerResource {}

    /**
     * Anything else that has a URI: an actor by its id, a profile by its address.
     *
     * @param uri the URI, as written
     */
    record Address(String uri) implements WebFingerResource {}

    /**
     * Reads the value of {@code resource}: {@code acct:user@host}, also without the scheme and with an at sign in front as
     * people write handles, or an absolute URI. Empty for anything else.
     */
    static Optional<WebFingerResource> parse(String resource) {
        String asked = resource.strip();
        if (asked.length() > 2_048) { // ids and handles of real servers have a few hundred characters at most
            return Optional.empty();
        }
        if (asked.regionMatches(true, 0, "http://", 0, 7) || asked.regionMatches(true, 0, "https://", 0, 8)) {
            return Optional.of(new Address(asked));
        }
        String handle = asked.regionMatches(true, 0, "acct:", 0, 5) ? asked.substring(5) : asked;
        if (handle.startsWith("@")) {
            handle = handle.substring(1);
        }
        int at = handle.lastIndexOf('@');
        if (at < 1) {
            return Optional.empty();
        }
        String user = handle.substring(0, at);
        return isUser(user) ? host(handle.substring(at + 1)).map(host -> new Account(user, host)) : Optional.empty();
    }

    /** The userpart of RFC 7565 section 7. */
    private static boolean isUser(String text) {
        return text.chars().allMatch(c -> PercentEncoding.isUnreserved(c) || "!$&'()*+,;=%".indexOf(c) >= 0);
    }

    private static Optional<Authority> host(String text) {
        boolean isHost = text.chars().noneMatch(c -> "/?#%\\@".indexOf(c) >= 0);
        Optional<Authority> host = isHost ? Authority.of("https://" + text) : Optional.empty();
        // One that is another when it is read again is none that can be answered for.
        return host.filter(found -> Authority.of("https://" + found).equals(host));
    }
}
