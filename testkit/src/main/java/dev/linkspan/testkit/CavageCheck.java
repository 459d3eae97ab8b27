package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Body;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** The arithmetic that all receivers share; which of it they demand is theirs. */
final class CavageCheck {

    private CavageCheck() {}

    /** Whether the key made the signature over these fields; target with query first, then without, where both count. */
    static boolean verifies(
            InboundRequest request, CavageHeader header, List<String> signed, PublicKey key, boolean tryWithoutQuery) {
        return verifies(base(request, header, signed, request.target()), header, key)
                || (tryWithoutQuery && verifies(base(request, header, signed, request.path()), header, key));
    }

    private static boolean verifies(Optional<String> base, CavageHeader header, PublicKey key) {
        if (base.isEmpty()) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update(base.get().getBytes(StandardCharsets.UTF_8));
            return signature.verify(
                    Base64.getDecoder().decode(header.get("signature").orElse("")));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<String> base(
            InboundRequest request, CavageHeader header, List<String> signed, String target) {
        StringJoiner lines = new StringJoiner("\n");
        for (String name : signed) {
            Optional<String> value =
                    switch (name) {
                        case "(request-target)" ->
                            Optional.of(request.method().toLowerCase(Locale.ROOT) + " " + target);
                        case "(created)" -> header.get("created");
                        case "(expires)" -> header.get("expires");
                        default -> {
                            List<String> all = request.fields().all(name);
                            yield all.isEmpty() ? Optional.<String>empty() : Optional.of(String.join(", ", all));
                        }
                    };
            if (value.isEmpty()) {
                return Optional.empty();
            }
            lines.add(name + ": " + value.get());
        }
        return Optional.of(lines.toString());
    }

    static String sha256(Body body) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(body.bytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    static Optional<Instant> date(InboundRequest request) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(request.field("Date"), Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static Optional<Instant> epochSeconds(Optional<String> value) {
        try {
            return value.map(Long::parseLong).map(Instant::ofEpochSecond);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
