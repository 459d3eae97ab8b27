package dev.linkspan.store;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The nodes, and which lane is in whose hands. */
final class LeaseTable {

    private static final String ALIVE_UNTIL = "SELECT alive_until FROM node WHERE name = ?";
    private static final String FORGET_DEAD = "DELETE FROM node WHERE alive_until < ? AND name <> ?";
    private static final String FORGET = "DELETE FROM node WHERE name = ?";
    private static final String FORGET_ALL = "DELETE FROM node";
    private static final String EXTEND = "INSERT INTO node (name, alive_until) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET alive_until = excluded.alive_until";
    private static final String COUNT_NODES = "SELECT count(*) FROM node";
    private static final String COUNT_LANES = "SELECT count(*) FROM lane";
    private static final String COUNT_HELD = "SELECT count(*) FROM lane WHERE holder = ?";
    private static final String GIVE_UP = "UPDATE lane SET holder = NULL WHERE holder = ?";
    private static final String GIVE_UP_ONE = GIVE_UP + " AND authority = ?";
    private static final String GIVE_UP_OF_DEAD =
            "UPDATE lane SET holder = NULL WHERE holder IS NOT NULL AND holder NOT IN (SELECT name FROM node)";
    private static final String CLAIM = "UPDATE lane SET holder = ?, lease = ? WHERE authority IN"
            + " (SELECT authority FROM lane WHERE holder IS NULL ORDER BY authority LIMIT ?) RETURNING authority";
    // One number for all lanes and for ever: a lane that was removed and made again gets no number that it had before.
    private static final String NEXT_LEASE = "UPDATE log_end SET leases = leases + 1 RETURNING leases";
    private static final String HOLDERS = "SELECT authority, holder FROM lane WHERE holder IS NOT NULL";

    private LeaseTable() {}

    /** Says that a node is alive; false if it was not known. */
    static boolean extend(Session session, String node, long until) throws SQLException {
        boolean known = session.number(ALIVE_UNTIL, node).isPresent();
        session.run(EXTEND, node, until);
        return known;
    }

    /** Forgets nodes that were to be heard of before this moment; their lanes are nobody's. */
    static void forgetDead(Session session, String alive, long before) throws SQLException {
        if (session.run(FORGET_DEAD, before, alive) > 0) {
            session.run(GIVE_UP_OF_DEAD);
        }
    }

    static void forget(Session session, String node) throws SQLException {
        session.run(GIVE_UP, node);
        session.run(FORGET, node);
    }

    /** No node is alive: the one that asks is alone. */
    static void forgetAll(Session session) throws SQLException {
        session.run(FORGET_ALL);
        session.run(GIVE_UP_OF_DEAD);
    }

    static int nodes(Session session) throws SQLException {
        return (int) session.number(COUNT_NODES).orElse(0);
    }

    static long lanes(Session session) throws SQLException {
        return session.number(COUNT_LANES).orElse(0);
    }

    static long held(Session session, String node) throws SQLException {
        return session.number(COUNT_HELD, node).orElse(0);
    }

    /** Takes lanes that nobody holds; returns which. */
    static Set<String> claim(Session session, String node, long most) throws SQLException {
        long lease = session.number(NEXT_LEASE).orElseThrow();
        List<String> claimed = session.list(CLAIM, row -> row.getString("authority"), node, lease, most);
        return new HashSet<>(claimed);
    }

    static void release(Session session, String node) throws SQLException {
        session.run(GIVE_UP, node);
    }

    static void release(Session session, String node, String authority) throws SQLException {
        session.run(GIVE_UP_ONE, node, authority);
    }

    static Map<String, String> holders(Session session) throws SQLException {
        Map<String, String> holders = new TreeMap<>();
        session.scan(HOLDERS, row -> {
            holders.put(row.getString("authority"), row.getString("holder"));
            return true;
        });
        return holders;
    }
}
