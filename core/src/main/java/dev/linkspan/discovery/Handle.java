package dev.linkspan.discovery;

import dev.linkspan.vocab.Authority;
import java.util.Locale;
import java.util.Optional;

/**
 * The name of an account: {@code alice@social.example}. The host is canonical (lower case, IDN as A-labels, no default
 * port); the user stands as written, and {@link #is} compares it without case.
 *
 * @param user the part before the {@code @}: ASCII, none of {@code @ / : %}
 * @param authority the part behind it
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7565#section-7">RFC 7565 §7</a>
 */
public record Handle(String user, Authority authority) {

    private static final int LONGEST_USER = 128;
    private static final int LONGEST = 512;

    // unreserved and sub-delims of RFC 3986, less the apostrophe and brackets, which text in sentences has around names
    private static final String SIGNS = "-._~!$&*+,;=";

    /**
     * Checks the user.
     *
     * @throws IllegalArgumentException if it is empty, longer than 128 characters, or has others than handles may have
     */
    public Handle {
        if (!isUser(user)) {
            throw new IllegalArgumentException(
                    "user: \"" + user + "\" (expected: 1 to 128 letters, digits and " + SIGNS + ")");
        }
    }

    /** The handle that is written as {@code @alice@host}, {@code !group@host}, {@code alice@host} or {@code acct:alice@host}; empty for anything else. */
    public static Optional<Handle> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String name = text.regionMatches(true, 0, "acct:", 0, 5) ? text.substring(5) : text;
        // An exclamation mark is what Lemmy's people write before the names of groups.
        name = name.startsWith("@") || name.startsWith("!") ? name.substring(1) : name;
        int at = name.indexOf('@');
        return at < 0 ? Optional.empty() : of(name.substring(0, at), name.substring(at + 1));
    }

    /** The handle of a user on a host; empty if either is unusable. Both may be a stranger's text. */
    static Optional<Handle> of(String user, String host) {
        // Two parsers must not see two hosts: what has a meaning in a URI has no place in one.
        return isUser(user) && host.chars().allMatch(Handle::mayBeInHost)
                ? Authority.of("https://" + host)
                        .filter(authority -> isAscii(authority.host()))
                        .map(authority -> new Handle(user, authority))
                : Optional.empty();
    }

    /** Whether it is the same name: users compare without case. */
    public boolean is(Handle other) {
        return user.equalsIgnoreCase(other.user) && authority.equals(other.authority);
    }

    /** As a URI: {@code acct:alice@host}. */
    public String acct() {
        return "acct:" + this;
    }

    /** {@code alice@host}. */
    @Override
    public String toString() {
        return user + "@" + authority;
    }

    /** One spelling for all that are the same name. */
    String key() {
        return toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isUser(String user) {
        return !user.isEmpty() && user.length() <= LONGEST_USER && user.chars().allMatch(Handle::mayBeInUser);
    }

    private static boolean mayBeInUser(int c) {
        return isLetterOrDigit(c) || SIGNS.indexOf(c) >= 0;
    }

    private static boolean mayBeInHost(int c) {
        // Letters of other alphabets become A-labels; combining and formatting signs among them are refused there.
        return c < 128 ? isLetterOrDigit(c) || "-._:".indexOf(c) >= 0 : Character.isLetterOrDigit(c) || isMark(c);
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isAscii(String host) {
        return host.chars().allMatch(c -> isLetterOrDigit(c) || "-._".indexOf(c) >= 0);
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
