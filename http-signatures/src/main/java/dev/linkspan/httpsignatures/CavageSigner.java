package dev.linkspan.httpsignatures;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;

/*
 * The one form that every server read accepts: exactly four parameters, all quoted, no blank after a comma. A blank
 * breaks 13 of 24 parsers, a fifth parameter breaks honk, a missing algorithm breaks Misskey, PeerTube and others.
 */
final class CavageSigner implements RequestSigner {

    private final SignatureProvider provider;

    CavageSigner(SignatureProvider provider) {
        this.provider = provider;
    }

    @Override
    public Fields sign(HttpMessage.Request message, SigningKey key, Instant now) {
        Fields fields = Fields.of("Host", message.authority(), "Date", HttpDate.format(now));
        return sign(message, fields, "(request-target) host date", key);
    }

    @Override
    public Fields sign(HttpMessage.Request message, BodyDigest digest, SigningKey key, Instant now) {
        Fields fields =
                Fields.of("Host", message.authority(), "Date", HttpDate.format(now), "Digest", digest.digestField());
        return sign(message, fields, "(request-target) host date digest", key);
    }

    private Fields sign(HttpMessage.Request message, Fields fields, String headers, SigningKey key) {
        StringBuilder base = new StringBuilder("(request-target): ")
                .append(message.method().toLowerCase(Locale.ROOT))
                .append(' ')
                .append(message.requestTarget());
        for (Fields.Line line : fields.lines()) {
            base.append('\n')
                    .append(line.name().toLowerCase(Locale.ROOT))
                    .append(": ")
                    .append(line.value());
        }
        SignatureAlgorithm algorithm = key.algorithm();
        byte[] signature = provider.sign(algorithm, key.key(), base.toString().getBytes(StandardCharsets.UTF_8));
        String name = algorithm == SignatureAlgorithm.RSA_V1_5_SHA256 ? "rsa-sha256" : "hs2019";
        return fields.with(
                "Signature",
                "keyId=\"" + key.keyId() + "\",algorithm=\"" + name + "\",headers=\"" + headers + "\",signature=\""
                        + Base64.getEncoder().encodeToString(signature) + "\"");
    }
}
