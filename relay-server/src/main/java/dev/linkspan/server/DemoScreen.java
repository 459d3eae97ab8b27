package dev.linkspan.server;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.testkit.Answer;
import dev.linkspan.testkit.FakeInstance;
import dev.linkspan.testkit.Form;
import dev.linkspan.testkit.Profile;
import dev.linkspan.testkit.Received;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.JsonText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;

/** What the demo looks like. Every line is out as soon as it is known. */
final class DemoScreen {

    private static final int TEXT_COLUMNS = 37;
    private static final int WIDTH = 84;

    private final PrintWriter out;
    private final boolean colours;

    private enum Style {
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        BLUE("34"),
        CYAN("36");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    DemoScreen(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    void opening(DemoStage stage) {
        line("");
        line(styled(Style.BOLD, "Linkspan demo")
                + styled(Style.DIM, "  a relay and three independent servers, all here"));
        line("");
        line("  " + styled(Style.CYAN, pad("relay", 14)) + pad(stage.relay().origin(), 26) + "SQLite, one data folder");
        for (FakeInstance instance : stage.instances()) {
            line("  " + name(instance) + pad(instance.baseUri().toString(), 26) + kind(instance.profile()));
        }
    }

    void chapter(String title) {
        line("");
        line(styled(Style.BOLD, title));
    }

    void subscribed(FakeInstance instance, boolean accepted, double millis) {
        String what = instance.profile().isLitePub()
                ? "follows the relay, is accepted and followed back"
                : "follows the public collection, is accepted";
        line("  " + mark(accepted) + name(instance) + pad(what, 50) + (accepted ? millis(millis) : "no answer"));
    }

    void published(int number, FakeInstance from, String what, String text) {
        line("  " + styled(Style.DIM, String.format(Locale.ROOT, "%2d ", number)) + name(from) + pad(what, 24)
                + styled(Style.DIM, shortened(text)));
    }

    void notTaken(Answer answer) {
        line("     " + mark(false) + "the relay answered " + answer.status() + " " + shortened(answer.text()));
    }

    void arrived(FakeInstance at, Received received, double millis) {
        Style style =
                switch (received.form()) {
                    case FORWARDED -> Style.GREEN;
                    case ANNOUNCED -> Style.BLUE;
                    default -> Style.YELLOW;
                };
        line("        -> " + name(at) + styled(style, pad(word(received.form()), 11)) + millis(millis));
    }

    void surprise(FakeInstance at, Received received) {
        line("        " + mark(false) + name(at) + word(received.form()) + ", not expected: " + received.words());
    }

    void missing(FakeInstance at, Form form) {
        line("        " + mark(false) + name(at) + word(form) + ": did not arrive");
    }

    void forgery(String what, Answer answer, boolean refused) {
        line("  " + mark(refused) + what);
        for (String part : wrapped(answer.status() + " " + reason(answer.text()))) {
            line("     " + styled(refused ? Style.DIM : Style.RED, part));
        }
    }

    void result(DemoTally tally, double seconds) {
        chapter("Result");
        line(String.format(
                Locale.ROOT,
                "  %d published, %d deliveries expected, %d received, %d lost, %d unexpected",
                tally.publishedCount(),
                tally.expectedCount(),
                tally.receivedCount(),
                tally.lostCount(),
                tally.unexpectedCount()));
        line(String.format(
                Locale.ROOT,
                "  from publishing to receipt: median %.0f ms, 99th percentile %.0f ms",
                tally.percentileMillis(0.5),
                tally.percentileMillis(0.99)));
        line("");
        String verdict = String.format(
                Locale.ROOT,
                "%d of %d deliveries arrived, %d forgeries refused, in %.1f s",
                tally.receivedCount(),
                tally.expectedCount(),
                tally.refusedForgeryCount(),
                seconds);
        line(
                tally.isGood()
                        ? styled(Style.GREEN, "OK") + "  " + verdict
                        : styled(Style.RED, "FAILED") + "  " + verdict);
        line("");
    }

    void kept(DemoStage stage, Path log) {
        line("Left running. Open " + styled(Style.BOLD, stage.relay().origin() + "/")
                + " in a browser; Ctrl-C ends it.");
        line(styled(Style.DIM, "The relay's log is " + log));
        line("");
    }

    void failed(Path log) {
        line("The relay's log is " + log);
    }

    /** The relay's refusal, {@code {"error": code, "detail": text}}, as one sentence. */
    private static String reason(String answer) {
        if (!(JsonText.parse(Body.of(answer)) instanceof JsonText.Result.Document document)) {
            return answer.strip();
        }
        AsObject refusal = AsObject.of(document.object());
        return refusal.string("error").orElse("") + ": "
                + refusal.string("detail").orElse("");
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        StringTokenizer words = new StringTokenizer(text);
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            if (!current.isEmpty() && current.length() + word.length() >= WIDTH) {
                lines.add(current.toString());
                current.setLength(0);
            }
            current.append(current.isEmpty() ? "" : " ").append(word);
        }
        lines.add(current.toString());
        return lines;
    }

    private static String kind(Profile profile) {
        return switch (profile) {
            case MASTODON -> "as Mastodon: wants originals with LD signatures";
            case MISSKEY -> "as Misskey: wants originals with LD signatures";
            case PLEROMA -> "as Pleroma: wants Announces, follows actors";
            case GOTOSOCIAL, LEMMY, FRIENDICA, THREADS -> "as " + profile.software() + ": joins no relay";
        };
    }

    private static String word(Form form) {
        return form.name().toLowerCase(Locale.ROOT);
    }

    private String name(FakeInstance instance) {
        return styled(Style.CYAN, pad(instance.name(), 14));
    }

    private String mark(boolean good) {
        return good ? styled(Style.GREEN, "ok ") : styled(Style.RED, "!! ");
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%5.0f ms", millis);
    }

    private static String pad(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }

    private static String shortened(String text) {
        String oneLine = text.replace('\n', ' ');
        return oneLine.codePointCount(0, oneLine.length()) <= TEXT_COLUMNS
                ? oneLine
                : oneLine.substring(0, oneLine.offsetByCodePoints(0, TEXT_COLUMNS)) + "...";
    }

    private String styled(Style style, String text) {
        return colours ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }
}
