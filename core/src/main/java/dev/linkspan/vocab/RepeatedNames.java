package dev.linkspan.vocab;

import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds members that stand twice in their object, on a second way through a text that is known to be JSON. */
final class RepeatedNames {

    /** More of them tell nothing more. */
    private static final int MOST = 100;

    /** Pointers to members with long names, at most so many characters of them in all. */
    private static final int MOST_POINTER_CHARS = 64 << 10;

    private final Deque<Level> levels = new ArrayDeque<>();
    private final List<Problem> problems = new ArrayList<>();
    private int pointerChars;

    private RepeatedNames() {}

    static List<Problem> in(JsonParser parser) {
        RepeatedNames names = new RepeatedNames();
        while (parser.hasNext() && names.problems.size() < MOST && names.pointerChars < MOST_POINTER_CHARS) {
            names.take(parser.next(), parser);
        }
        return names.problems;
    }

    private void take(JsonParser.Event event, JsonParser parser) {
        switch (event) {
            case START_OBJECT -> {
                countItem();
                levels.addLast(new Level(false));
            }
            case START_ARRAY -> {
                countItem();
                levels.addLast(new Level(true));
            }
            case END_OBJECT, END_ARRAY -> levels.removeLast();
            case KEY_NAME -> name(parser.getString());
            case VALUE_STRING, VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> countItem();
        }
    }

    private void name(String name) {
        Level level = levels.getLast();
        level.name = name;
        if (!level.seen.add(name)) {
            String pointer = pointer();
            pointerChars += pointer.length();
            String detail = "the member " + LogText.of(name) + " stands there more than once; the last counts";
            problems.add(new Problem(pointer, Problem.Kind.JSON, detail));
        }
    }

    private void countItem() {
        if (!levels.isEmpty() && levels.getLast().isArray) {
            levels.getLast().index++;
        }
    }

    private String pointer() {
        StringBuilder pointer = new StringBuilder();
        for (Level level : levels) {
            pointer.append('/');
            if (level.isArray) {
                pointer.append(level.index);
            } else {
                pointer.append(Json.encodePointer(level.name));
            }
        }
        return pointer.toString();
    }

    /** An array or object that is open. */
    private static final class Level {
        private final boolean isArray;
        private final Set<String> seen = new HashSet<>();
        private int index = -1;
        private String name = "";

        private Level(boolean isArray) {
            this.isArray = isArray;
        }
    }
}
