package dev.linkspan.fuzz;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** All targets by name. */
final class Targets {

    private static final Map<String, Supplier<FuzzTarget>> BY_NAME = byName();

    private Targets() {}

    static Set<String> names() {
        return BY_NAME.keySet();
    }

    static FuzzTarget named(String name) {
        Supplier<FuzzTarget> target = BY_NAME.get(name);
        if (target == null) {
            throw new IllegalArgumentException("target: " + name + " (expected: one of " + names() + ")");
        }
        return target.get();
    }

    private static Map<String, Supplier<FuzzTarget>> byName() {
        Map<String, Supplier<FuzzTarget>> targets = new LinkedHashMap<>();
        targets.put("structured-fields", StructuredFieldsTarget::new);
        targets.put("request", RequestTarget::new);
        targets.put("recorded-request", RecordedRequestTarget::new);
        targets.put("explanation", ExplanationTarget::new);
        targets.put("cavage-signature", () -> new FieldTarget(FieldTarget.CAVAGE, "Signature"));
        targets.put("rfc9421-input", () -> new FieldTarget(FieldTarget.RFC9421, "Signature-Input"));
        targets.put("rfc9421-signature", () -> new FieldTarget(FieldTarget.RFC9421, "Signature"));
        targets.put("signature-base", SignatureBaseTarget::new);
        targets.put("accept-signature", AcceptSignatureTarget::new);
        targets.put("digest", () -> new FieldTarget(FieldTarget.CAVAGE, "Digest"));
        targets.put("content-digest", () -> new FieldTarget(FieldTarget.RFC9421, "Content-Digest"));
        targets.put("date", () -> new FieldTarget(FieldTarget.CAVAGE, "Date"));
        targets.put("pem-key", PemKeyTarget::new);
        targets.put("multikey", MultikeyTarget::new);
        targets.put("did-key", DidKeyTarget::new);
        targets.put("json", JsonTarget::new);
        targets.put("canonical-json", CanonicalJsonTarget::new);
        targets.put("integrity-proof", IntegrityProofTarget::new);
        targets.put("canonical-rdf", CanonicalRdfTarget::new);
        targets.put("ld-signature", LdSignatureTarget::new);
        targets.put("document", DocumentTarget::new);
        targets.put("disguised-document", DisguisedDocumentTarget::new);
        targets.put("network", NetworkTarget::new);
        targets.put("accept", AcceptTarget::new);
        targets.put("path-template", PathTemplateTarget::new);
        targets.put("webfinger-resource", WebFingerResourceTarget::new);
        targets.put("safe-html", SafeHtmlTarget::new);
        return Collections.unmodifiableMap(targets);
    }
}
