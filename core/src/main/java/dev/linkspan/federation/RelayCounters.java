package dev.linkspan.federation;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests to the inbox by what became of them, under words from a closed set. Thread-safe. */
public final class RelayCounters {

    private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<>();

    RelayCounters() {}

    void received(InboxReply reply) {
        String word =
                switch (reply) {
                    case InboxReply.Taken taken -> taken.kind() + "." + taken.what();
                    case InboxReply.Refused refused ->
                        "refused." + refused.refused().code().code();
                };
        count(word);
    }

    void putOff(Intake.Reason reason) {
        count("put_off." + reason.word());
    }

    private void count(String word) {
        counts.computeIfAbsent(word, key -> new LongAdder()).increment();
    }

    /** The counts, sorted by word. */
    public Map<String, Long> snapshot() {
        Map<String, Long> snapshot = new TreeMap<>();
        counts.forEach((word, count) -> snapshot.put(word, count.sum()));
        return snapshot;
    }
}
