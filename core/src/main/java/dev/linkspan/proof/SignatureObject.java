package dev.linkspan.proof;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.proof.LdVerdict.Invalid;
import dev.linkspan.proof.LdVerdict.Reason;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** The {@code signature} member of an activity, taken apart. */
final class SignatureObject {

    // https://w3id.org/security/v1 gives the same RDF for all that signatures carry; this is what every signer uses.
    private static final String OPTIONS_CONTEXT = "https://w3id.org/identity/v1";

    private static final Set<String> NOT_HASHED = Set.of("@context", "type", "id", "signatureValue");

    /** Reading ended either way. */
    sealed interface Result {
        record Read(LdClaim claim, JsonObject options, Body value) implements Result {}

        record Bad(Invalid invalid) implements Result {}
    }

    private SignatureObject() {}

    static Result of(JsonObject activity) {
        JsonValue member = activity.get("signature");
        if (member == null) {
            return bad(Reason.SIGNATURE_MISSING, "the activity has no signature member");
        }
        if (!(member instanceof JsonObject signature)) {
            return malformed("the signature is not one object");
        }
        Optional<String> type = text(signature, "type");
        if (type.isEmpty()) {
            return malformed("the signature has no type");
        }
        Optional<String> creator = text(signature, "creator").filter(SignatureObject::isAbsolute);
        if (creator.isEmpty()) {
            return malformed("the signature's creator is not an IRI");
        }
        Optional<Instant> created = text(signature, "created").flatMap(Times::instant);
        if (created.isEmpty()) {
            return malformed("the signature's created is not a date and time");
        }
        Optional<Instant> expires = text(signature, "expires").flatMap(Times::instant);
        if (expires.isEmpty() && signature.containsKey("expires")) {
            return malformed("the signature's expires is not a date and time");
        }
        Optional<Body> value = text(signature, "signatureValue").flatMap(SignatureObject::base64);
        if (value.isEmpty()) {
            return malformed("the signatureValue is not base64");
        }
        for (String name : signature.keySet()) {
            // Under such a name an option could count in the RDF and yet not be seen here.
            if ((name.startsWith("@") || name.indexOf(':') >= 0) && !name.equals("@context")) {
                return malformed("the signature has a member of an unusual name");
            }
        }
        LdClaim claim = new LdClaim(type.get(), creator.get(), created.get(), expires);
        return new Result.Read(claim, options(signature), value.get());
    }

    /** A signature object that lacks its value only. */
    static JsonObject unsigned(String type, String creator, ProofOptions options) {
        JsonObjectBuilder signature = JsonText.object()
                .add("type", type)
                .add("creator", creator)
                .add("created", Times.text(options.created()));
        options.expires().ifPresent(end -> signature.add("expires", Times.text(end)));
        options.domain().ifPresent(domain -> signature.add("domain", domain));
        options.nonce().ifPresent(nonce -> signature.add("nonce", nonce));
        return signature.build();
    }

    /** What of a signature object is hashed, in the context in which it is. */
    static JsonObject options(JsonObject signature) {
        JsonObjectBuilder options = JsonText.object().add("@context", OPTIONS_CONTEXT);
        signature.forEach((name, value) -> {
            if (!NOT_HASHED.contains(name)) {
                options.add(name, value);
            }
        });
        return options.build();
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString string ? Optional.of(string.getString()) : Optional.empty();
    }

    private static boolean isAbsolute(String iri) {
        try {
            return URI.create(iri).isAbsolute();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<Body> base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            // One value has one spelling, else the unused bits of the last character could be changed at will.
            return Base64.getEncoder().encodeToString(bytes).equals(text)
                    ? Optional.of(Body.of(bytes))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Result malformed(String detail) {
        return bad(Reason.SIGNATURE_MALFORMED, detail);
    }

    private static Result bad(Reason reason, String detail) {
        return new Result.Bad(new Invalid(reason, detail));
    }
}
