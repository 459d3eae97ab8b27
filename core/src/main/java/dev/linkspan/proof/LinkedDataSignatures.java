package dev.linkspan.proof;

import dev.linkspan.httpsignatures.SignatureAlgorithm;
import dev.linkspan.httpsignatures.SignatureProvider;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.jsonld.Canonicalization;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.jsonld.PlainReading;
import dev.linkspan.proof.LdVerdict.Invalid;
import dev.linkspan.proof.LdVerdict.Reason;
import dev.linkspan.proof.LdVerdict.Valid;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.LogText;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Linked Data signatures of the one suite that servers use, RsaSignature2017: RSASSA-PKCS1-v1_5 with SHA-256 over the
 * hashes of the signature's options and of the document, each as canonical N-Quads. Thread-safe; share one.
 *
 * <p>A valid signature says that the holder of the key signed the document. That the key belongs to the document's actor
 * is for the caller to establish, before or after.
 *
 * @see <a href="https://docs.joinmastodon.org/spec/security/#ld">Mastodon: Linked Data Signatures</a>
 */
public final class LinkedDataSignatures {

    private static final String TYPE = "RsaSignature2017";
    private static final String SECURITY_CONTEXT = "https://w3id.org/security/v1";

    private final Canonicalizer canonicalizer;
    private final SignatureProvider engine;

    /**
     * Signs and verifies with this canonicalizer and the fastest engine.
     *
     * @param canonicalizer whose limits and cache are used
     */
    public LinkedDataSignatures(Canonicalizer canonicalizer) {
        this(canonicalizer, SignatureProvider.fastest());
    }

    /**
     * Signs and verifies with this canonicalizer and this engine.
     *
     * @param canonicalizer whose limits and cache are used
     * @param engine computes RSA
     */
    public LinkedDataSignatures(Canonicalizer canonicalizer, SignatureProvider engine) {
        this.canonicalizer = canonicalizer;
        this.engine = engine;
    }

    /**
     * What the activity's signature says about itself, if it has one that is well-formed. A cheap look, to decide which
     * key to get.
     */
    public static Optional<LdClaim> claim(JsonObject activity) {
        return SignatureObject.of(activity) instanceof SignatureObject.Result.Read read
                ? Optional.of(read.claim())
                : Optional.empty();
    }

    /** Whether the key signed the activity, and whether the activity still says what was signed. */
    public LdVerdict verify(JsonObject activity, Key key, Instant now) {
        return switch (SignatureObject.of(activity)) {
            case SignatureObject.Result.Bad bad -> bad.invalid();
            case SignatureObject.Result.Read read -> verify(activity, read, key, now);
        };
    }

    /** The activity with a signature that was made at this time and never expires. */
    public JsonObject sign(JsonObject activity, SigningKey key, Instant created) {
        return sign(activity, key, ProofOptions.createdAt(created));
    }

    /**
     * The activity with a signature of this key, whose id becomes the creator. The security context is appended to its
     * contexts if it is missing; a signature it already has is replaced. An object integrity proof is signed as well, and
     * Mastodon then does not believe the signature: before 4.5.10 it hashes named graphs as if they were none, since then
     * it refuses them ({@link ObjectIntegrityProofs#areWithin}).
     *
     * @throws IllegalArgumentException if the key is not an RSA key, or the activity could not be verified afterwards
     */
    public JsonObject sign(JsonObject activity, SigningKey key, ProofOptions options) {
        if (!(key.key() instanceof RSAPrivateKey)) {
            throw new IllegalArgumentException("key: " + key.key().getAlgorithm() + " (expected: an RSA private key)");
        }
        JsonObject document = JsonText.object(activity)
                .remove("signature")
                .add("@context", withSecurity(activity.get("@context")))
                .build();
        if (!(reading(document) instanceof Reading.Good)) {
            throw new IllegalArgumentException(
                    "activity: " + reading(document) + " (expected: one that can be signed)");
        }
        JsonObject signature = SignatureObject.unsigned(TYPE, key.keyId(), options);
        if (!(toSign(SignatureObject.options(signature), document) instanceof ToSign.Text text)) {
            throw new IllegalArgumentException("key id: " + key.keyId() + " (expected: an IRI)");
        }
        byte[] value = engine.sign(
                SignatureAlgorithm.RSA_V1_5_SHA256, key.key(), text.text().getBytes(StandardCharsets.US_ASCII));
        return JsonText.object(document)
                .add(
                        "signature",
                        JsonText.object(signature)
                                .add("signatureValue", Base64.getEncoder().encodeToString(value)))
                .build();
    }

    private LdVerdict verify(JsonObject activity, SignatureObject.Result.Read read, Key key, Instant now) {
        LdClaim claim = read.claim();
        if (!claim.type().equals(TYPE)) {
            return new Invalid(
                    Reason.TYPE_UNSUPPORTED, "the signature's type is " + LogText.of(claim.type()) + ", not " + TYPE);
        }
        if (claim.expires().filter(expires -> !now.isBefore(expires)).isPresent()) {
            return new Invalid(Reason.EXPIRED, "the signature has expired");
        }
        if (!(key instanceof RSAPublicKey rsa)) {
            return new Invalid(Reason.KEY_UNSUITABLE, "the key is not an RSA key");
        }
        JsonObject document = JsonText.object(activity).remove("signature").build();
        return switch (reading(document)) {
            case Reading.Bad bad -> bad.invalid();
            case Reading.Good good ->
                switch (toSign(read.options(), document)) {
                    case ToSign.None none -> none.invalid();
                    case ToSign.Text text ->
                        engine.verify(
                                        SignatureAlgorithm.RSA_V1_5_SHA256,
                                        rsa,
                                        text.text().getBytes(StandardCharsets.US_ASCII),
                                        read.value().bytes())
                                ? new Valid(
                                        claim,
                                        good.plain().uncovered(),
                                        good.plain().covered())
                                : new Invalid(Reason.SIGNATURE_MISMATCH, "the signature does not fit document and key");
                };
        };
    }

    private sealed interface Reading {
        record Good(PlainReading.Faithful plain) implements Reading {}

        record Bad(Invalid invalid) implements Reading {}
    }

    private Reading reading(JsonObject document) {
        return switch (canonicalizer.plainReading(document)) {
            case PlainReading.Faithful faithful -> new Reading.Good(faithful);
            case PlainReading.Misleading misleading ->
                new Reading.Bad(new Invalid(Reason.DOCUMENT_MISLEADING, misleading.detail()));
            case PlainReading.Unreadable unreadable -> new Reading.Bad(invalid(unreadable.refused()));
        };
    }

    private sealed interface ToSign {
        record Text(String text) implements ToSign {}

        record None(Invalid invalid) implements ToSign {}
    }

    private ToSign toSign(JsonObject options, JsonObject document) {
        Canonicalization first = UsualOptions.nQuads(options)
                .<Canonicalization>map(Canonicalization.Canonical::of)
                .orElseGet(() -> canonicalizer.canonicalize(options));
        return switch (first) {
            case Canonicalization.Refused refused -> new ToSign.None(invalid(refused));
            case Canonicalization.Canonical canonical -> toSign(canonical, document);
        };
    }

    private ToSign toSign(Canonicalization.Canonical options, JsonObject document) {
        return switch (canonicalizer.canonicalize(document)) {
            case Canonicalization.Refused refused -> new ToSign.None(invalid(refused));
            case Canonicalization.Canonical canonical -> new ToSign.Text(options.sha256Hex() + canonical.sha256Hex());
        };
    }

    private static Invalid invalid(Canonicalization.Refused refused) {
        Reason reason =
                switch (refused.reason()) {
                    case UNKNOWN_CONTEXT -> Reason.CONTEXT_UNKNOWN;
                    case FORBIDDEN_KEYWORD -> Reason.KEYWORD_FORBIDDEN;
                    case TOO_COMPLEX -> Reason.TOO_COMPLEX;
                    case INVALID_JSON_LD -> Reason.NOT_JSON_LD;
                };
        return new Invalid(reason, refused.detail());
    }

    private static JsonValue withSecurity(@Nullable JsonValue context) {
        JsonArrayBuilder entries = JsonText.array();
        boolean present = false;
        List<? extends JsonValue> given =
                context == null ? List.of() : context instanceof JsonArray array ? array : List.of(context);
        for (JsonValue entry : given) {
            entries.add(entry);
            present |=
                    entry instanceof JsonString address && address.getString().equals(SECURITY_CONTEXT);
        }
        return present && context != null
                ? context
                : entries.add(SECURITY_CONTEXT).build();
    }
}
