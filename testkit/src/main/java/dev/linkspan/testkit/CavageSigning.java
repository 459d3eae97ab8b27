package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.SigningKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.StringTokenizer;

/**
 * Signs by draft-cavage with any list of fields. Written apart from the library's signer, which knows one list only and is
 * what these instances test.
 */
final class CavageSigning {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private CavageSigning() {}

    /** All fields to send: those given, {@code Host}, {@code Date} and {@code Signature}. */
    static Fields sign(String method, URI uri, String signed, Fields fields, SigningKey key, Instant now) {
        Fields all = Fields.of("Host", uri.getRawAuthority(), "Date", HTTP_DATE.format(now))
                .with(fields);
        StringBuilder text = new StringBuilder();
        StringTokenizer names = new StringTokenizer(signed);
        while (names.hasMoreTokens()) {
            String name = names.nextToken();
            String value = name.equals("(request-target)")
                    ? method.toLowerCase(Locale.ROOT) + " " + target(uri)
                    : all.first(name).orElseThrow(() -> new IllegalArgumentException("signed: " + signed));
            text.append(text.isEmpty() ? "" : "\n").append(name).append(": ").append(value);
        }
        return all.with(
                "Signature",
                "keyId=\"" + key.keyId() + "\",algorithm=\"rsa-sha256\",headers=\"" + signed + "\",signature=\""
                        + rsaSha256(text.toString(), key) + "\"");
    }

    private static String target(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static String rsaSha256(String text, SigningKey key) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign((PrivateKey) key.key());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("key: " + key + " (expected: an RSA key)", e);
        }
    }
}
