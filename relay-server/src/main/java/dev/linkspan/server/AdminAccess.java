package dev.linkspan.server;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonText;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * How the operator's commands reach the running relay: its address and a secret, in {@code admin.json} in the data folder.
 * Whoever can read that file is the operator. The secret is new at each start.
 *
 * @param url where the relay listens
 * @param token the secret
 */
record AdminAccess(URI url, String token) {

    private static final String NAME = "admin.json";
    private static final int TOKEN_BYTES = 32;

    /** Makes a secret and writes the file. */
    static AdminAccess create(Path dataDir, URI url) throws IOException {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        AdminAccess access =
                new AdminAccess(url, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        Body json = JsonText.write(JsonText.object()
                .add("url", url.toString())
                .add("token", access.token())
                .build());
        OwnerOnlyFile.write(dataDir.resolve(NAME), json.bytes());
        return access;
    }

    /** Reads what a running relay wrote. */
    static AdminAccess read(Path dataDir) throws IOException {
        Path file = dataDir.resolve(NAME);
        if (!Files.exists(file)) {
            throw new IllegalStateException("no relay has run on " + dataDir + " (expected: " + NAME + " in it)");
        }
        if (JsonText.parse(Body.of(Files.readAllBytes(file))) instanceof JsonText.Result.Document document) {
            return new AdminAccess(
                    URI.create(document.object().getString("url")),
                    document.object().getString("token"));
        }
        throw new IllegalStateException(file + " is not readable; start the relay again");
    }

    /** Whether an {@code Authorization} field carries the secret; takes the same time whatever it carries. */
    boolean admits(String authorization) {
        return MessageDigest.isEqual(
                ("Bearer " + token).getBytes(StandardCharsets.UTF_8), authorization.getBytes(StandardCharsets.UTF_8));
    }

    /** The address only. */
    @Override
    public String toString() {
        return "AdminAccess[" + url + "]";
    }
}
