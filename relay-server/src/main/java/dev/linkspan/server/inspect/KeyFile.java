package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.DidKeys;
import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.Multikeys;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.vocab.JsonText;
import java.util.List;
import java.util.Optional;

/**
 * A file that holds keys in any form: PEM, a Multikey value, {@code did:key}, or a JSON document that is a key or lists
 * keys. Nothing in it is trusted.
 *
 * @param name the file's name
 * @param keys the keys in it, at least one
 * @param unusable what in it looks like a key and is none, in sentences
 */
public record KeyFile(String name, List<NamedKey> keys, List<String> unusable) {

    /** Copies the lists. */
    public KeyFile {
        keys = List.copyOf(keys);
        unusable = List.copyOf(unusable);
    }

    /** Reads a file. */
    public static KeyFile read(String name) throws UnusableInputException {
        return of(InputFile.shown(name), InputFile.read(name));
    }

    static KeyFile of(String name, Body content) throws UnusableInputException {
        String text = content.text().strip();
        try {
            if (text.startsWith("{")) {
                return document(name, content);
            }
            return text.contains(PemTexts.BEGIN)
                    ? PemTexts.read(name, text)
                    : new KeyFile(name, List.of(bare(text)), List.of());
        } catch (KeyFormatException e) {
            throw new UnusableInputException(name + " holds no usable key: " + e.getMessage());
        }
    }

    private static KeyFile document(String name, Body content) throws UnusableInputException {
        return switch (JsonText.parse(content)) {
            case JsonText.Result.Malformed malformed ->
                throw new UnusableInputException(
                        name + " looks like JSON, but " + malformed.detail().replaceFirst("^the body", "it"));
            case JsonText.Result.Document document -> {
                KeyDocument keys = KeyDocument.of(document.object());
                if (keys.keys().isEmpty()) {
                    throw new UnusableInputException(name + " holds no usable key: "
                            + (keys.unusable().isEmpty()
                                    ? "no publicKeyPem and no publicKeyMultibase in it"
                                    : String.join("; ", keys.unusable())));
                }
                yield new KeyFile(name, keys.keys(), keys.unusable());
            }
        };
    }

    /** A key that stands alone and is not PEM. */
    private static NamedKey bare(String text) throws KeyFormatException {
        if (DidKeys.isDidKey(text)) {
            return new NamedKey(
                    Optional.of(text), Optional.of(DidKeys.controller(text)), DidKeys.read(text), false, "did:key");
        }
        if (isMultibase(text)) {
            return multikey(text);
        }
        return new NamedKey(Optional.empty(), Optional.empty(), PemKeys.readPublic(text), false, "base64");
    }

    private static NamedKey multikey(String text) throws KeyFormatException {
        try {
            return new NamedKey(Optional.empty(), Optional.empty(), Multikeys.read(text), false, "Multikey");
        } catch (KeyFormatException notPublic) {
            try {
                return new NamedKey(
                        Optional.empty(),
                        Optional.empty(),
                        KeyPairs.publicKey(Multikeys.readPrivate(text)),
                        true,
                        "Multikey");
            } catch (KeyFormatException notPrivate) {
                throw notPublic;
            }
        }
    }

    /** A {@code z} or {@code u} and then nothing but letters, digits and the two signs of base64url. */
    private static boolean isMultibase(String text) {
        return (text.startsWith("z") || text.startsWith("u"))
                && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
    }
}
