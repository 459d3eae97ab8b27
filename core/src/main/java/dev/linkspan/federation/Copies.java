package dev.linkspan.federation;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One activity as single servers get it: those for whom the same is written share one copy, whichever shape wrote it, which is
 * signed once. Not thread-safe; for one act of sending.
 */
final class Copies {

    /** What goes out once. */
    private record Copy(JsonObject written, Optional<Body> bytes) {}

    private final PeerShapes peers;
    private final Copy usual;
    private final Function<ActivityShape, Activity> writer;
    private final UnaryOperator<Activity> signer;
    private final Map<ActivityShape, Copy> byShape = new HashMap<>();
    private final Map<JsonObject, Copy> byText = new HashMap<>();

    /**
     * The copies of an activity.
     *
     * @param plain what goes out to all, before it was signed
     * @param writer writes it in another shape
     * @param signer signs what was written
     */
    Copies(PeerShapes peers, Activity plain, Function<ActivityShape, Activity> writer, UnaryOperator<Activity> signer) {
        this.peers = peers;
        this.usual = new Copy(plain.json(), Optional.empty());
        this.writer = writer;
        this.signer = signer;
        byText.put(usual.written(), usual);
    }

    /** Inboxes by the bytes that go there; empty stands for those that all get. */
    Map<Optional<Body>, Map<String, String>> byBytes(Map<String, String> inboxes) {
        Map<Optional<Body>, Map<String, String>> all = new LinkedHashMap<>();
        inboxes.forEach((authority, inbox) -> all.computeIfAbsent(
                        copy(peers.of(authority)).bytes(), bytes -> new LinkedHashMap<>())
                .put(authority, inbox));
        return all;
    }

    private Copy copy(ActivityShape shape) {
        if (shape == ActivityShape.AS_WRITTEN) {
            return usual;
        }
        Copy known = byShape.get(shape);
        if (known == null) {
            Activity written = writer.apply(shape);
            known = byText.computeIfAbsent(
                    written.json(),
                    text -> new Copy(
                            text,
                            Optional.of(JsonText.write(signer.apply(written).json()))));
            byShape.put(shape, known);
        }
        return known;
    }
}
