package dev.linkspan.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.store.Audience;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress.Straggler;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random histories with faults, reordered answers and crashes, against what must always hold: everything is delivered at
 * least once, in order per object, and no cursor passes what is not dealt with.
 */
class DeliveryModelTest {

    private static final List<String> HOSTS =
            List.of("a.example", "b.example", "c.example:8443", "d.example", "e.example");

    private static final List<Form> FORMS = List.of(Form.NONE, Form.RECEIVED, Form.OWN);

    @Test
    void delivers_everything_at_least_once_and_in_order_per_object_whatever_happens() {
        int crashes = 0;
        int repeats = 0;
        int surplus = 0;
        for (int seed = 0; seed < 300; seed++) {
            History history = new History(seed);
            try {
                history.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
            crashes += history.crashes;
            repeats += history.repeats;
            surplus += history.surplus.size();
        }
        // The histories are worth something only if bad things happened in them.
        assertThat(crashes).isGreaterThan(300);
        assertThat(repeats).isGreaterThan(100);
        assertThat(surplus).isGreaterThan(100);
    }

    /** One random history and what the destinations know of it. */
    private static final class History {

        private final Random random;
        private final Rig rig = new Rig();
        private final Map<Long, LogEntry> log = new HashMap<>();
        private final Map<String, Set<Long>> taken = new HashMap<>();
        private final Map<String, Integer> failuresLeft = new HashMap<>();
        private final Set<String> down = new HashSet<>();
        private final Map<String, Long> offsetOfBody = new HashMap<>();
        private final Set<Long> buried = new HashSet<>();

        /** Dead letters that the application was never asked about. */
        private final Set<Long> surplus = new HashSet<>();

        private final List<AssertionError> wrong = new ArrayList<>();
        private int seen;
        private boolean calm;
        int crashes;
        int repeats;

        History(int seed) {
            random = new Random(seed);
            rig.time.shuffle(random);
            DeliverySettingsBuilder settings = Rig.settings();
            if (random.nextBoolean()) {
                // So small that lanes read history and bodies are fetched again.
                settings.tailBytes(4_000);
            }
            rig.settings = settings.maxInFlight(1 + random.nextInt(20))
                    .maxWindow(1 + random.nextInt(8))
                    .build();
            rig.transport.script = sent -> answer(sent.host(), offsetOf(sent));
            rig.transport.holding = true;
            rig.application = Optional.of(new Application());
        }

        /** It fails as the hosts do, throws, and sometimes will have nothing of an entry. */
        private final class Application implements ApplicationLane {

            @Override
            public Handled handle(LogEntry entry) {
                long offset = offsetOfBody.get(entry.received().orElseThrow().text());
                try {
                    assertThat(offset).isEqualTo(entry.offset());
                    inOrder(Lane.APPLICATION, offset);
                } catch (AssertionError e) {
                    wrong.add(e); // thrown here, it would count as a wish to try again
                }
                return switch (answer(Lane.APPLICATION, offset)) {
                    case Exchange.Answered answered ->
                        switch (answered.status()) {
                            case 202 -> new Handled.Done();
                            case 400 -> new Handled.Never("refused");
                            case 503 -> throw new IllegalStateException("as scripted");
                            default -> new Handled.Later("as scripted");
                        };
                    case Exchange.Failed failed -> new Handled.Later("as scripted");
                };
            }

            @Override
            public void deadLetter(LogEntry entry, int attempts, String reason) {
                if (!calm && random.nextInt(3) == 0) {
                    throw new IllegalStateException("as scripted");
                }
                if (attempts > 0) {
                    buried.add(entry.offset());
                    return;
                }
                surplus.add(entry.offset());
                if (earlier(entry).count() <= Backlog.MAX_WAITING) {
                    wrong.add(new AssertionError(entry.offset() + " was not given a chance"));
                }
            }

            private Stream<LogEntry> earlier(LogEntry entry) {
                return log.values().stream()
                        .filter(e -> e.audience() instanceof Audience.Application)
                        .filter(e -> e.orderKey().equals(entry.orderKey()) && e.offset() < entry.offset());
            }
        }

        void run() {
            rig.start();
            for (String host : HOSTS.subList(0, 1 + random.nextInt(3))) {
                subscribe(host, random.nextBoolean());
            }
            int steps = 20 + random.nextInt(150);
            for (int i = 0; i < steps; i++) {
                step();
                check();
            }
            calm = true;
            down.clear();
            for (int i = 0; i < 60; i++) {
                rig.time.advance(Duration.ofMinutes(20));
                answerAll();
            }
            check();
            everythingArrived();
        }

        private void step() {
            switch (random.nextInt(14)) {
                case 0, 1, 2, 3 -> append();
                case 4, 5, 6 -> answerOne();
                case 7 -> rig.time.advance(Duration.ofMillis(random.nextInt(500)));
                case 8 -> rig.time.advance(Duration.ofSeconds(random.nextInt(120)));
                case 9 -> {
                    String host = HOSTS.get(random.nextInt(HOSTS.size()));
                    if (!down.remove(host)) {
                        down.add(host);
                    }
                }
                case 10 -> rig.delivery.inboundFrom(HOSTS.get(random.nextInt(HOSTS.size())));
                case 11 -> subscribe(HOSTS.get(random.nextInt(HOSTS.size())), true);
                case 12 -> {
                    if (random.nextInt(6) == 0) {
                        flood();
                    }
                }
                default -> {
                    if (random.nextInt(3) == 0) {
                        if (random.nextInt(4) == 0) {
                            rig.delivery.close();
                        }
                        crashes++;
                        seen = 0;
                        rig.crash();
                        rig.transport.sent.clear();
                        rig.start();
                    }
                }
            }
            // Not everything that is ready runs before the next thing happens.
            for (int i = random.nextInt(30); i > 0 && rig.time.step(); i--) {
                checkSent();
            }
        }

        /** Its Accept tells the delivery as well as a word of the relay. */
        private void subscribe(String host, boolean withAccept) {
            Style style = random.nextBoolean() ? Style.PUBLIC : Style.ACTOR;
            long before = rig.store.log().end();
            String text = "accept " + log.size();
            if (rig.store.subscriptions().on(host).isEmpty()) {
                rig.store
                        .subscriptions()
                        .put(Rig.subscription(host, style), withAccept ? List.of(rig.control(host, text)) : List.of());
            }
            remember(text, before);
            if (!withAccept) {}
        }

        private void append() {
            String text = "entry " + log.size();
            String host = HOSTS.get(random.nextInt(HOSTS.size()));
            Audience audience =
                    switch (random.nextInt(10)) {
                        case 0 -> new Audience.OneLane(host, "https://" + host + "/own");
                        case 1, 2 ->
                            Rig.named(
                                    host,
                                    HOSTS.get((HOSTS.indexOf(host) + 1 + random.nextInt(HOSTS.size() - 1))
                                            % HOSTS.size()));
                        case 3, 4 -> new Audience.Application("note");
                        default ->
                            new Audience.Subscribers(form(), form(), random.nextInt(3) == 0 ? Set.of(host) : Set.of());
                    };
            append(text, "object " + random.nextInt(5), audience);
        }

        /** More about one object than may wait. */
        private void flood() {
            String orderKey = "object " + random.nextInt(5);
            for (int i = random.nextInt(2 * Backlog.MAX_WAITING); i >= 0; i--) {
                append("entry " + log.size(), orderKey, new Audience.Application("note"));
            }
        }

        private void append(String text, String orderKey, Audience audience) {
            long before = rig.store.log().end();
            rig.store.log().append(rig.entry(text, orderKey, audience));
            remember(text, before);
        }

        private void remember(String text, long before) {
            for (LogEntry entry : rig.store.log().read(before, 10, Long.MAX_VALUE)) {
                log.put(entry.offset(), entry);
                offsetOfBody.put(text, entry.offset());
                offsetOfBody.put("own " + text, entry.offset());
            }
        }

        private Form form() {
            return FORMS.get(random.nextInt(FORMS.size()));
        }

        private void answerOne() {
            if (!rig.transport.held.isEmpty()) {
                ScriptedTransport.Held held = rig.transport.held.remove(random.nextInt(rig.transport.held.size()));
                held.answer(rig.transport.script.apply(held.sent()));
            }
        }

        private void answerAll() {
            while (!rig.transport.held.isEmpty()) {
                answerOne();
                rig.time.settle();
                checkSent();
            }
        }

        /** What a destination answers; it fails a few times per entry, and refuses a few entries. */
        private Exchange answer(String host, long offset) {
            if (down.contains(host)) {
                return ScriptedTransport.failed(Exchange.Failure.CONNECT);
            }
            String key = host + " " + offset;
            int left = failuresLeft.computeIfAbsent(key, k -> random.nextInt(4) == 0 ? random.nextInt(4) : 0);
            if (left > 0 && !calm) {
                failuresLeft.put(key, left - 1);
                return random.nextInt(5) == 0
                        ? ScriptedTransport.status(429, "Retry-After", "30")
                        : ScriptedTransport.status(500 + random.nextInt(2) * 3);
            }
            if (!taken.computeIfAbsent(host, h -> new HashSet<>()).add(offset)) {
                repeats++;
            }
            return ScriptedTransport.status(offset % 17 == 0 ? 400 : 202);
        }

        private long offsetOf(ScriptedTransport.Sent sent) {
            return offsetOfBody.get(sent.body());
        }

        private boolean isDealtWith(String host, long offset) {
            return taken.getOrDefault(host, Set.of()).contains(offset)
                    || (host.equals(Lane.APPLICATION) && surplus.contains(offset));
        }

        private void check() {
            assertThat(wrong).isEmpty();
            checkSent();
            for (Lane lane : rig.store.lanes().all()) {
                List<Long> stragglers = lane.progress().stragglers().stream()
                        .map(Straggler::offset)
                        .toList();
                for (LogEntry entry : log.values()) {
                    if (entry.offset() <= lane.progress().cursor()
                            && lane.formOf(entry) != Form.NONE
                            && !stragglers.contains(entry.offset())) {
                        assertThat(isDealtWith(lane.authority(), entry.offset()))
                                .as("%s has %d, for its cursor is at %s", lane.authority(), entry.offset(), lane)
                                .isTrue();
                        assertThat(isRefusedByApplication(entry)
                                        && !buried.contains(entry.offset())
                                        && !surplus.contains(entry.offset()))
                                .as("%d is a dead letter", entry.offset())
                                .isFalse();
                    }
                }
            }
        }

        private static boolean isRefusedByApplication(LogEntry entry) {
            return entry.audience() instanceof Audience.Application && entry.offset() % 17 == 0;
        }

        /** Whatever is sent comes after everything earlier about the same object. */
        private void checkSent() {
            List<ScriptedTransport.Sent> sent = rig.transport.sent;
            for (; seen < sent.size(); seen++) {
                ScriptedTransport.Sent one = sent.get(seen);
                inOrder(one.host(), offsetOf(one));
            }
        }

        private void inOrder(String authority, long offset) {
            LogEntry entry = log.get(offset);
            Optional<Lane> lane = rig.store.lanes().find(authority);
            for (LogEntry earlier : log.values()) {
                if (earlier.offset() < entry.offset()
                        && earlier.orderKey().equals(entry.orderKey())
                        && lane.filter(l -> l.formOf(earlier) != Form.NONE).isPresent()) {
                    assertThat(isDealtWith(authority, earlier.offset()))
                            .as("%s has %d before %d", authority, earlier.offset(), entry.offset())
                            .isTrue();
                }
            }
        }

        private void everythingArrived() {
            List<String> missing = new ArrayList<>();
            for (LogEntry entry : log.values()) {
                for (Lane lane : rig.store.lanes().all()) {
                    if (lane.formOf(entry) != Form.NONE && !isDealtWith(lane.authority(), entry.offset())) {
                        missing.add(lane.authority() + " " + entry.offset());
                    }
                }
                if (entry.audience() instanceof Audience.OneLane one && !isDealtWith(one.lane(), entry.offset())) {
                    missing.add("control " + one.lane() + " " + entry.offset());
                }
                if (entry.audience() instanceof Audience.Named named) {
                    named.inboxes().keySet().stream()
                            .filter(host -> !isDealtWith(host, entry.offset()))
                            .forEach(host -> missing.add("named " + host + " " + entry.offset()));
                }
            }
            assertThat(missing).isEmpty();
            for (Lane lane : rig.store.lanes().all()) {
                assertThat(lane.target().isPresent() || lane.authority().equals(Lane.APPLICATION))
                        .as("only lanes with a subscription are left, and the application's")
                        .isTrue();
                assertThat(lane.progress().cursor()).isEqualTo(rig.store.log().end());
                assertThat(lane.progress().stragglers()).isEmpty();
            }
            assertThat(rig.delivery.status().totals().gaveUp()).isZero();
            assertThat(rig.delivery.status().totals().inFlight()).isZero();
        }
    }
}
