package dev.linkspan.vocab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** The grammar of language tags, RFC 5646 §2.1, in its order. */
final class LanguageTag {

    // What is longer names no language, even with a private part.
    private static final int LONGEST = 255;

    // Registered before there was this grammar; the others of that time fit into it, or begin with i.
    private static final Set<String> IRREGULAR = Set.of("en-gb-oed", "sgn-be-fr", "sgn-be-nl", "sgn-ch-de");

    private final List<String> subtags;
    private int at;

    private LanguageTag(List<String> subtags) {
        this.subtags = subtags;
    }

    static boolean isWellFormed(String tag) {
        return isLanguageAlone(tag) || isComposed(tag);
    }

    // Nearly every tag that servers send is one of these, and they are looked at for every text.
    private static boolean isLanguageAlone(String tag) {
        return (tag.length() == 2 || tag.length() == 3)
                && isLetter(tag.charAt(0))
                && isLetter(tag.charAt(1))
                && isLetter(tag.charAt(tag.length() - 1));
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isComposed(String tag) {
        if (tag.isEmpty() || tag.length() > LONGEST || !tag.chars().allMatch(c -> c < 0x80)) {
            return false;
        }
        String lower = tag.toLowerCase(Locale.ROOT);
        List<String> subtags = Arrays.asList(lower.split("-", -1));
        return subtags.stream().allMatch(subtag -> isAlphanumeric(subtag, 1, 8))
                && (IRREGULAR.contains(lower) || new LanguageTag(subtags).isWellFormed());
    }

    private boolean isWellFormed() {
        String first = subtags.getFirst();
        if (first.equals("x") || first.equals("i")) {
            return subtags.size() > 1;
        }
        if (!isAlphabetic(first, 2, 8)) {
            return false;
        }
        at = 1;
        if (first.length() < 4) {
            takeUpTo(3, subtag -> isAlphabetic(subtag, 3, 3)); // extlang
        }
        takeUpTo(1, subtag -> isAlphabetic(subtag, 4, 4)); // script
        takeUpTo(1, subtag -> isAlphabetic(subtag, 2, 2) || isNumeric(subtag)); // region
        takeUpTo(subtags.size(), LanguageTag::isVariant);
        return takeExtensions() && takePrivateUse() && at == subtags.size();
    }

    private int takeUpTo(int most, Predicate<String> kind) {
        int taken = 0;
        while (taken < most && at < subtags.size() && kind.test(subtags.get(at))) {
            at++;
            taken++;
        }
        return taken;
    }

    private boolean takeExtensions() {
        while (takeUpTo(1, subtag -> subtag.length() == 1 && !subtag.equals("x")) > 0) {
            if (takeUpTo(subtags.size(), subtag -> subtag.length() > 1) == 0) {
                return false;
            }
        }
        return true;
    }

    private boolean takePrivateUse() {
        return takeUpTo(1, subtag -> subtag.equals("x")) == 0 || takeUpTo(subtags.size(), subtag -> true) > 0;
    }

    private static boolean isVariant(String subtag) {
        return subtag.length() > 4 || (subtag.length() == 4 && subtag.charAt(0) <= '9');
    }

    private static boolean isNumeric(String subtag) {
        return subtag.length() == 3 && subtag.chars().allMatch(c -> c <= '9');
    }

    private static boolean isAlphabetic(String subtag, int least, int most) {
        return isAlphanumeric(subtag, least, most) && subtag.chars().allMatch(c -> c > '9');
    }

    private static boolean isAlphanumeric(String subtag, int least, int most) {
        return subtag.length() >= least
                && subtag.length() <= most
                && subtag.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }
}
