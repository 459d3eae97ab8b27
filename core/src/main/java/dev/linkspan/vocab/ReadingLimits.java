package dev.linkspan.vocab;

/**
 * How large a stranger's JSON may be. What is beyond is refused before a tree is built of it, so that a document costs no
 * more memory and time than its sender paid for. Thread-safe.
 *
 * @param bytes the most bytes of the whole text
 * @param depth how deep arrays and objects may nest; at most {@value JsonText#MAX_DEPTH}
 * @param values the most values in all: texts, numbers, literals, arrays and objects, but not the names of members
 * @param items the most items of one array, and members of one object
 * @param stringChars the most characters of one text or name, counted as written, escapes included
 * @param numberChars the most characters of one number as written; at most {@value #MOST_NUMBER_CHARS}
 * @param exponent the largest exponent of one number, either way; at most {@value #MOST_EXPONENT}
 */
public record ReadingLimits(
        int bytes, int depth, int values, int items, int stringChars, int numberChars, int exponent) {

    /** Beyond it the parser refuses by itself. */
    private static final int MOST_NUMBER_CHARS = 1_000;

    /** Turning a number with a larger exponent into digits takes noticeable memory. */
    private static final int MOST_EXPONENT = 10_000;

    /**
     * For documents of other servers, with room above what they send:
     * 1 MiB, since servers send and accept no more (Mastodon 1 MB, of which long articles take a tenth);
     * {@value JsonText#MAX_DEPTH} levels, since real documents stay below 15;
     * 100,000 values, which keeps a tree below some 20 MB, while collections that come in one piece have some 10,000;
     * 10,000 items, since larger collections come in pages;
     * texts of 512 Ki characters, since the content of an article comes twice, in {@code content} and in a language map;
     * numbers of 64 characters with exponents up to 400, since every 64-bit number fits, written out or not.
     */
    public static final ReadingLimits DEFAULT =
            new ReadingLimits(1 << 20, JsonText.MAX_DEPTH, 100_000, 10_000, 512 << 10, 64, 400);

    /**
     * The same for a document of any length, which is decided where it comes in; and for numbers as a parser that takes them
     * may write them, longer and with a larger exponent.
     */
    static final ReadingLimits STRICT = new ReadingLimits(
            Integer.MAX_VALUE,
            DEFAULT.depth(),
            DEFAULT.values(),
            DEFAULT.items(),
            Integer.MAX_VALUE,
            MOST_NUMBER_CHARS,
            MOST_EXPONENT);

    /** Refuses limits that nothing can hold, and those beyond what the parser can. */
    public ReadingLimits {
        require("bytes", bytes, Integer.MAX_VALUE);
        require("depth", depth, JsonText.MAX_DEPTH);
        require("values", values, Integer.MAX_VALUE);
        require("items", items, Integer.MAX_VALUE);
        require("stringChars", stringChars, Integer.MAX_VALUE);
        require("numberChars", numberChars, MOST_NUMBER_CHARS);
        require("exponent", exponent, MOST_EXPONENT);
    }

    private static void require(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1.." + most + ")");
        }
    }
}
