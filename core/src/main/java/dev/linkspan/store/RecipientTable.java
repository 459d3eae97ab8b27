package dev.linkspan.store;

import dev.linkspan.store.Audience.Named;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * To whom entries for named lanes go. An actor's followers are thousands of lines, and most of what it sends goes to all of
 * them: each set of recipients stands there once, under the hash of its text, and says which entry named it last.
 */
final class RecipientTable {

    private static final String PUT = "INSERT INTO recipients (id, inboxes, last_pos) VALUES (?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET last_pos = excluded.last_pos";

    private RecipientTable() {}

    static void put(Session session, Named named, long offset) throws SQLException {
        String text = text(named);
        session.run(PUT, hash(text), text, offset);
    }

    /** Sets that no entry needs. */
    static Unreferred unreferred() {
        return new Unreferred("recipients", "last_pos", "recipients_id");
    }

    /** What a set of recipients is found under. */
    static String id(Named named) {
        return hash(text(named));
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /** What stands before a lane's inbox in the text, and nowhere else: neither name holds white space. */
    static String mark(String authority) {
        return "\n" + authority + " ";
    }

    static Named named(String sender, String text) {
        Map<String, String> inboxes = new HashMap<>();
        text.lines().filter(line -> !line.isEmpty()).forEach(line -> {
            int space = line.indexOf(' ');
            inboxes.put(line.substring(0, space), line.substring(space + 1));
        });
        return new Named(sender, inboxes);
    }

    private static String text(Named named) {
        StringBuilder text = new StringBuilder();
        // In order, so that the same set has the same text.
        new TreeMap<>(named.inboxes())
                .forEach((authority, inbox) -> text.append(mark(authority)).append(inbox));
        return text.toString();
    }
}
