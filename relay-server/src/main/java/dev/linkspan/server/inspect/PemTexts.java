package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.PemKeys;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All keys of a PEM text, which may have several blocks: key rings of a relay, a key with its certificate. */
final class PemTexts {

    static final String BEGIN = "-----BEGIN ";

    private PemTexts() {}

    /**
     * Reads all blocks. What is no key, a certificate say, is passed over beside one that is; a key that comes as private
     * and as public one is one key.
     *
     * @throws KeyFormatException if no block holds a usable key
     */
    static KeyFile read(String name, String text) throws KeyFormatException {
        Map<PublicKey, NamedKey> keys = new LinkedHashMap<>();
        List<String> unusable = new ArrayList<>();
        Optional<KeyFormatException> first = Optional.empty();
        int number = 0;
        for (String block : blocks(text)) {
            number++;
            try {
                NamedKey key = key(block);
                keys.merge(key.key(), key, (known, same) -> known.isPrivate() ? known : same);
            } catch (KeyFormatException e) {
                first = first.or(() -> Optional.of(e));
                if (isKey(block)) {
                    unusable.add("PEM block " + number + ": " + e.getMessage());
                }
            }
        }
        if (keys.isEmpty() && first.isPresent()) {
            throw first.get();
        }
        return new KeyFile(name, List.copyOf(keys.values()), unusable);
    }

    /** From each BEGIN line to the next one. */
    private static List<String> blocks(String text) {
        List<String> blocks = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int next = text.indexOf(BEGIN, begin + BEGIN.length());
            blocks.add(text.substring(begin, next < 0 ? text.length() : next));
            begin = next;
        }
        return blocks;
    }

    private static boolean isKey(String block) {
        return label(block).endsWith(" KEY") || label(block).equals("KEY");
    }

    private static String label(String block) {
        int end = block.indexOf("-----", BEGIN.length());
        return end < 0 ? "" : block.substring(BEGIN.length(), end);
    }

    private static NamedKey key(String block) throws KeyFormatException {
        boolean isPrivate = label(block).endsWith("PRIVATE KEY");
        PublicKey key = isPrivate ? KeyPairs.publicKey(PemKeys.readPrivate(block)) : PemKeys.readPublic(block);
        return new NamedKey(Optional.empty(), Optional.empty(), key, isPrivate, "PEM");
    }
}
