package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.BareItem;
import dev.linkspan.httpsignatures.structured.Member.InnerList;
import dev.linkspan.httpsignatures.structured.Member.Item;
import dev.linkspan.httpsignatures.structured.Parameters;
import dev.linkspan.httpsignatures.structured.StructuredFieldSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs what Mastodon demands: {@code @method}, {@code @target-uri} and, with a body, {@code content-digest}. */
final class Rfc9421Signer implements RequestSigner {

    private static final String LABEL = "sig1";

    private final SignatureProvider provider;

    Rfc9421Signer(SignatureProvider provider) {
        this.provider = provider;
    }

    @Override
    public Fields sign(HttpMessage.Request message, SigningKey key, Instant now) {
        return sign(message, Fields.none(), List.of("@method", "@target-uri"), key, now);
    }

    @Override
    public Fields sign(HttpMessage.Request message, BodyDigest digest, SigningKey key, Instant now) {
        Fields fields = Fields.of("Content-Digest", digest.contentDigestField());
        return sign(message, fields, List.of("@method", "@target-uri", "content-digest"), key, now);
    }

    private Fields sign(
            HttpMessage.Request message, Fields fields, List<String> components, SigningKey key, Instant now) {
        SignatureAlgorithm algorithm = key.algorithm();
        InnerList input = signatureInput(components, algorithm, key, now);
        HttpMessage.Request signed = new HttpMessage.Request(message.method(), message.targetUri(), fields);
        byte[] signature =
                provider.sign(algorithm, key.key(), base(signed, input).getBytes(StandardCharsets.UTF_8));
        return fields.with("Signature-Input", LABEL + "=" + StructuredFieldSerializer.serialize(input))
                .with("Signature", LABEL + "=:" + Base64.getEncoder().encodeToString(signature) + ":");
    }

    private static InnerList signatureInput(
            List<String> components, SignatureAlgorithm algorithm, SigningKey key, Instant now) {
        Map<String, BareItem> parameters = new LinkedHashMap<>();
        parameters.put("created", new BareItem.IntegerItem(now.getEpochSecond()));
        parameters.put("keyid", new BareItem.StringItem(key.keyId()));
        parameters.put("alg", new BareItem.StringItem(algorithm.registeredName()));
        List<Item> items = components.stream()
                .map(name -> new Item(new BareItem.StringItem(name), Parameters.none()))
                .toList();
        return new InnerList(items, new Parameters(parameters));
    }

    private static String base(HttpMessage.Request message, InnerList input) {
        try {
            return SignatureBase.of(message, input);
        } catch (Refusal e) {
            throw new IllegalArgumentException("targetUri: " + message.targetUri() + " (expected: printable ASCII)", e);
        }
    }
}
