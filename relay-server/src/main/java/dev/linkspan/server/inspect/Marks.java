package dev.linkspan.server.inspect;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * How outcomes are marked.
 *
 * @param passed a rule that is kept
 * @param failed a rule that is broken
 * @param open a rule that could not be asked, or that does not apply
 * @param note something worth knowing
 * @param colours whether to colour them
 */
public record Marks(String passed, String failed, String open, String note, boolean colours) {

    private static final Marks SIGNS = new Marks("\u2713", "\u2717", "\u2013", "!", false);
    private static final Marks LETTERS = new Marks("ok", "NO", "--", "!!", false);

    /**
     * What the terminal shows: signs if it takes UTF-8, colours if it is one, neither if {@code NO_COLOR} is set.
     *
     * @param environment the environment
     * @param charset the encoding of standard output
     * @param isTerminal whether somebody looks at it directly
     */
    public static Marks of(Map<String, String> environment, Charset charset, boolean isTerminal) {
        if (environment.containsKey("NO_COLOR") || !charset.equals(StandardCharsets.UTF_8)) {
            return LETTERS;
        }
        return new Marks(SIGNS.passed(), SIGNS.failed(), SIGNS.open(), SIGNS.note(), isTerminal);
    }

    String passedMark() {
        return coloured(passed, "32");
    }

    String failedMark() {
        return coloured(failed, "31");
    }

    String openMark() {
        return coloured(open, "2");
    }

    String noteMark() {
        return coloured(note, "33");
    }

    private String coloured(String mark, String code) {
        return colours ? "\u001b[" + code + "m" + mark + "\u001b[0m" : mark;
    }
}
