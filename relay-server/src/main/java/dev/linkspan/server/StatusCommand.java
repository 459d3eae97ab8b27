package dev.linkspan.server;

import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code linkspan status}: what came in and how each destination is doing, for people or as JSON. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows what came in and how each destination is doing.")
final class StatusCommand extends OperatorCommand {

    private static final List<String> HEAD =
            List.of("HOST", "STATE", "WAITING", "OLDEST", "LAST TAKEN", "NEXT TRY", "WHY");

    private final InstantSource clock = InstantSource.system();

    @Option(names = "--json", description = "Prints the whole status as one JSON object, for programs.")
    private boolean json;

    @Override
    Order order() {
        return new Order("status", JsonValue.EMPTY_JSON_OBJECT);
    }

    @Override
    void show(JsonObject answer) {
        if (json) {
            print(JsonText.write(answer).text());
            return;
        }
        answer.forEach((name, value) -> {
            if (!name.equals("lanes")) {
                print(name + ": " + value);
            }
        });
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        answer.getJsonArray("lanes").forEach(lane -> rows.add(row(lane.asJsonObject())));
        print("");
        print(rows);
    }

    private List<String> row(JsonObject lane) {
        String state = lane.getString("state");
        boolean isWell = state.equals("current") || state.equals("behind");
        return List.of(
                lane.getString("host"),
                lane.containsKey("replayLeft") ? state + " (" + lane.get("replayLeft") + " left)" : state,
                String.valueOf(number(lane, "waiting") + number(lane, "setAside")),
                distance(lane.getString("oldestWaiting"), ""),
                distance(lane.getString("lastSuccess"), " ago"),
                distance(lane.getString("nextAttempt"), ""),
                isWell ? "" : lane.getString("lastOutcome"));
    }

    private static long number(JsonObject lane, String name) {
        return lane.getJsonNumber(name).longValue();
    }

    private String distance(String moment, String word) {
        if (moment.isEmpty()) {
            return "-";
        }
        Duration distance = Duration.between(Instant.parse(moment), clock.instant());
        boolean isAhead = distance.isNegative();
        return (isAhead ? "in " : "") + rounded(distance.abs()) + (isAhead ? "" : word);
    }

    /** In the largest unit that fits at least twice. */
    private static String rounded(Duration span) {
        if (span.toDays() >= 2) {
            return span.toDays() + "d";
        }
        if (span.toHours() >= 2) {
            return span.toHours() + "h";
        }
        return span.toMinutes() >= 2 ? span.toMinutes() + "m" : span.toSeconds() + "s";
    }

    private void print(List<List<String>> rows) {
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
            }
            print(line.toString().stripTrailing());
        }
    }
}
