package dev.linkspan.httpsignatures;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was done to a body whose digest differs: the digest of the body before it fits. */
final class BodySuspects {

    /** Each suspect hashes the body once more. */
    private static final int MAX_BODY_BYTES = 1 << 20;

    private BodySuspects() {}

    static List<LikelyCause> find(
            VerificationPolicy policy,
            HttpMessage.Request message,
            Body body,
            ParsedSignature<? super HttpMessage.Request> signature) {
        if (body.length() == 0 || body.length() > MAX_BODY_BYTES) {
            return List.of();
        }
        for (Map.Entry<LikelyCause, Body> suspect : suspects(body).entrySet()) {
            try {
                DigestCheck.check(policy, message, suspect.getValue(), signature.covered());
                return List.of(suspect.getKey());
            } catch (Refusal refusal) {
                // Not that one.
            }
        }
        return List.of();
    }

    private static Map<LikelyCause, Body> suspects(Body body) {
        // One character for each byte, so that every change keeps all the others.
        String text = new String(body.bytes(), StandardCharsets.ISO_8859_1);
        Map<LikelyCause, Body> suspects = new LinkedHashMap<>();
        String editor = "an editor or a script that saved the body changed it";
        put(suspects, "the line end after the body is taken off", editor, text.stripTrailing());
        put(suspects, "the body ends with a line feed", editor, text + "\n");
        put(
                suspects,
                "the body's lines end with CR LF",
                editor,
                text.replace("\r\n", "\n").replace("\n", "\r\n"));
        put(suspects, "the body's lines end with LF", editor, text.replace("\r\n", "\n"));
        put(suspects, "white space around the body is taken off", editor, text.strip());
        put(
                suspects,
                "the byte order mark is taken off",
                editor,
                text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text);
        String parser =
                "a framework or proxy parsed the JSON and wrote it anew; the body must be passed on byte by byte";
        String small = JsonSpacing.none(text);
        put(suspects, "the body is written without white space", parser, small);
        put(suspects, "the body is written with a blank after : and ,", parser, JsonSpacing.blanks(small));
        put(suspects, "the body is indented by 2", parser, JsonSpacing.indented(small, 2));
        put(suspects, "the body is indented by 4", parser, JsonSpacing.indented(small, 4));
        put(
                suspects,
                "slashes in the body are escaped",
                parser,
                text.replace("\\/", "/").replace("/", "\\/"));
        put(suspects, "slashes in the body are not escaped", parser, text.replace("\\/", "/"));
        put(suspects, "characters in the body are escaped as \\u", parser, JsonSpacing.escaped(body.text()));
        put(suspects, "the body is encoded in ISO 8859-1", parser, latin(body.text()));
        put(
                suspects,
                "the body is encoded in UTF-8 once more",
                parser,
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        put(suspects, "the body is empty", "the sender computed the digest before it had the body", "");
        return suspects;
    }

    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    }

    private static void put(Map<LikelyCause, Body> suspects, String change, String explanation, String text) {
        suspects.put(new LikelyCause(change, explanation), Body.of(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
