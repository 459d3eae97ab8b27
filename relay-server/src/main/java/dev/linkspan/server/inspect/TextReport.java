package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.ExplainedSignature;
import dev.linkspan.httpsignatures.LikelyCause;
import dev.linkspan.httpsignatures.SignatureCheck;
import dev.linkspan.httpsignatures.SignatureScheme;
import java.util.Locale;

/** A report for people: one line a rule. */
public final class TextReport {

    private static final int LABEL_WIDTH = 15;

    private final Marks marks;
    private final StringBuilder text = new StringBuilder();

    private TextReport(Marks marks) {
        this.marks = marks;
    }

    /** The report as text, a line feed at its end. */
    public static String of(RequestReport report, Marks marks) {
        TextReport text = new TextReport(marks);
        text.request(report);
        report.explanation().signatures().forEach(text::signature);
        text.body(report);
        text.end(report);
        return text.text.toString();
    }

    private void request(RequestReport report) {
        RawRequest request = report.request();
        heading(Printable.of(
                request.message().method() + " " + request.message().targetUri()));
        request.findings().forEach(finding -> line(marks.noteMark(), "request", finding));
        line(" ", "judged", "at " + report.at() + " by the policy " + report.policy());
        report.keyUses().forEach(use -> line(" ", "given key", use.keyId() + " is taken from " + use.place()));
    }

    private void signature(ExplainedSignature signature) {
        heading("HTTP signature" + (signature.label().isEmpty() ? "" : " " + signature.label())
                + signature.scheme().map(TextReport::named).orElse(""));
        signature.checks().forEach(this::check);
        if (!signature.visibleBase().isEmpty()) {
            heading("Signature base");
            signature.visibleBase().forEach(line -> append("  | " + line));
        }
        if (signature.likelyCauses().isEmpty() && isOfAnother(signature)) {
            heading("Likely cause");
            append("  " + marks.noteMark()
                    + " nothing that usually goes wrong explains it: probably another key signed, or what it covers was"
                    + " changed on the way; compare the fingerprint with the sender's");
        }
        if (!signature.likelyCauses().isEmpty()) {
            heading("Likely cause");
            for (LikelyCause cause : signature.likelyCauses()) {
                append("  " + marks.noteMark() + " " + Printable.of(cause.sentence()));
            }
        }
    }

    private static boolean isOfAnother(ExplainedSignature signature) {
        return signature.checks().stream()
                .anyMatch(check -> check.subject() == SignatureCheck.Subject.SIGNATURE
                        && check.outcome() == SignatureCheck.Outcome.FAILED);
    }

    private static String named(SignatureScheme scheme) {
        return switch (scheme) {
            case CAVAGE -> " (draft-cavage-12)";
            case RFC9421 -> " (RFC 9421)";
        };
    }

    private void check(SignatureCheck check) {
        String mark =
                switch (check.outcome()) {
                    case PASSED -> marks.passedMark();
                    case FAILED -> marks.failedMark();
                    case NOT_REACHED -> marks.openMark();
                    case NOTE -> marks.noteMark();
                };
        line(mark, check.subject().name().toLowerCase(Locale.ROOT), check.detail());
    }

    private void body(RequestReport report) {
        heading("Body, " + report.request().body().length() + " bytes");
        line(" ", "document", report.body().detail());
        for (BodyProof proof : report.body().proofs()) {
            String mark =
                    switch (proof.outcome()) {
                        case VALID -> marks.passedMark();
                        case INVALID -> marks.failedMark();
                        case ABSENT, KEY_MISSING -> marks.openMark();
                    };
            String label =
                    switch (proof.kind()) {
                        case LD_SIGNATURE -> "LD signature";
                        case INTEGRITY_PROOF -> "proof";
                    };
            line(
                    mark,
                    label,
                    proof.detail() + proof.by().map(by -> ", by " + by).orElse(""));
        }
        boolean matters = report.body().actor().isPresent();
        String mark = report.speaker().isActor() ? marks.passedMark() : matters ? marks.failedMark() : marks.openMark();
        line(mark, "speaker", report.speaker().detail());
    }

    private void end(RequestReport report) {
        report.inbox().ifPresent(answer -> {
            heading("A Linkspan inbox that the sender may publish to answers");
            line(
                    answer.status() < 300 ? marks.passedMark() : marks.failedMark(),
                    Integer.toString(answer.status()),
                    answer.code() + (answer.detail().isEmpty() ? "" : ": " + answer.detail()));
        });
        text.append('\n');
        append((report.isVerified() ? "VERIFIED: " : "NOT VERIFIED: ") + Printable.of(report.conclusion()));
    }

    private void heading(String heading) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        append(heading);
    }

    private void line(String mark, String label, String detail) {
        append("  " + mark + " " + label + " ".repeat(Math.max(1, LABEL_WIDTH - label.length()))
                + Printable.of(detail));
    }

    private void append(String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
