package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.ExplainedSignature;
import dev.linkspan.httpsignatures.SignatureCheck;
import dev.linkspan.httpsignatures.SignatureExplanation;
import dev.linkspan.httpsignatures.Verdict;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;

/** A report for programs; its members are documented in {@code docs/verify.md} and do not change their meaning. */
public final class JsonReport {

    private JsonReport() {}

    /** The report as one JSON object. */
    public static JsonObject of(RequestReport report) {
        JsonObjectBuilder json = JsonText.object()
                .add("verified", report.isVerified())
                .add("conclusion", report.conclusion())
                .add("at", report.at().toString())
                .add("policy", report.policy())
                .add("request", request(report.request()))
                .add("givenKeys", keyUses(report.keyUses()))
                .add("httpSignature", httpSignature(report.explanation()))
                .add("body", body(report))
                .add("speaker", speaker(report.speaker()));
        report.inbox()
                .ifPresent(answer -> json.add(
                        "inbox",
                        JsonText.object()
                                .add("status", answer.status())
                                .add("code", answer.code())
                                .add("detail", answer.detail())));
        return json.build();
    }

    private static JsonObjectBuilder request(RawRequest request) {
        return JsonText.object()
                .add("method", request.message().method())
                .add("target", request.message().targetUri().toString())
                .add("bodyBytes", request.body().length())
                .add("findings", strings(request.findings()));
    }

    private static JsonArrayBuilder keyUses(List<KeyUse> uses) {
        JsonArrayBuilder json = JsonText.array();
        uses.forEach(use -> json.add(JsonText.object()
                .add("keyId", use.keyId())
                .add("file", use.file())
                .add("number", use.number())
                .add("of", use.of())));
        return json;
    }

    private static JsonObjectBuilder httpSignature(SignatureExplanation explanation) {
        JsonArrayBuilder signatures = JsonText.array();
        explanation.signatures().forEach(signature -> signatures.add(signature(signature)));
        JsonObjectBuilder json = JsonText.object();
        switch (explanation.verdict()) {
            case Verdict.Valid valid ->
                json.add("verdict", "valid").add("keyId", valid.key().keyId());
            case Verdict.Invalid invalid ->
                json.add("verdict", "invalid")
                        .add("reason", name(invalid.reason()))
                        .add("detail", invalid.detail());
            case Verdict.KeyMissing missing ->
                json.add("verdict", "key_missing")
                        .add("reason", name(missing.missing().reason()))
                        .add("detail", missing.missing().detail())
                        .add("keyId", missing.keyId());
        }
        return json.add("signatures", signatures);
    }

    private static JsonObjectBuilder signature(ExplainedSignature signature) {
        JsonObjectBuilder json = JsonText.object().add("valid", signature.isValid());
        if (!signature.label().isEmpty()) {
            json.add("label", signature.label());
        }
        signature.scheme().ifPresent(scheme -> json.add("scheme", name(scheme)));
        signature.keyId().ifPresent(keyId -> json.add("keyId", keyId));
        signature.algorithm().ifPresent(algorithm -> json.add("algorithm", algorithm));
        signature.made().ifPresent(made -> json.add("made", made.toString()));
        json.add("covered", strings(signature.covered()));
        JsonArrayBuilder checks = JsonText.array();
        signature.checks().forEach(check -> checks.add(check(check)));
        json.add("checks", checks);
        signature.signatureBase().ifPresent(base -> json.add("signatureBase", base));
        JsonArrayBuilder causes = JsonText.array();
        signature
                .likelyCauses()
                .forEach(cause -> causes.add(
                        JsonText.object().add("change", cause.change()).add("explanation", cause.explanation())));
        return json.add("likelyCauses", causes);
    }

    private static JsonObjectBuilder check(SignatureCheck check) {
        JsonObjectBuilder json = JsonText.object()
                .add("check", name(check.subject()))
                .add("outcome", name(check.outcome()))
                .add("detail", check.detail());
        check.reason().ifPresent(reason -> json.add("reason", name(reason)));
        return json;
    }

    private static JsonObjectBuilder body(RequestReport report) {
        BodyReport body = report.body();
        JsonObjectBuilder json = JsonText.object().add("detail", body.detail());
        body.id().ifPresent(id -> json.add("id", id));
        body.actor().ifPresent(actor -> json.add("actor", actor));
        JsonArrayBuilder integrityProofs = JsonText.array();
        for (BodyProof proof : body.proofs()) {
            switch (proof.kind()) {
                case LD_SIGNATURE -> json.add("ldSignature", proof(proof));
                case INTEGRITY_PROOF -> integrityProofs.add(proof(proof));
            }
        }
        if (!body.proofs().isEmpty()) {
            json.add("integrityProofs", integrityProofs);
        }
        return json;
    }

    private static JsonObjectBuilder proof(BodyProof proof) {
        JsonObjectBuilder json =
                JsonText.object().add("verdict", name(proof.outcome())).add("detail", proof.detail());
        proof.reason().ifPresent(reason -> json.add("reason", reason));
        proof.keyId().ifPresent(keyId -> json.add("keyId", keyId));
        proof.by().ifPresent(by -> json.add("by", by));
        return json;
    }

    private static JsonObjectBuilder speaker(RequestReport.Speaker speaker) {
        JsonObjectBuilder json = JsonText.object()
                .add("isActor", speaker.isActor())
                .add("isAssumed", speaker.isAssumed())
                .add("detail", speaker.detail());
        speaker.signer().ifPresent(signer -> json.add("signer", signer));
        return json;
    }

    private static JsonArrayBuilder strings(List<String> values) {
        JsonArrayBuilder strings = JsonText.array();
        values.forEach(strings::add);
        return strings;
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
