package dev.linkspan.federation;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Values;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Move;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Our actors move to other accounts. When one last did, and whereto, stands in the store: it is the same on all nodes. */
final class Departure {

    /** As Mastodon's: in between, its servers and others leave a second Move aside. */
    static final Duration COOLDOWN = Duration.ofDays(30);

    private static final int TRIES = 10;

    private final FederationAddresses addresses;
    private final Values values;
    private final MoveCheck check;
    private final Outbox outbox;
    private final OwnMessages messages;
    private final Duration cooldown;
    private final InstantSource clock;

    /** The last Move of an actor. */
    private record Last(String id, String target, Instant at) {

        Body body() {
            return JsonText.write(JsonText.object()
                    .add("id", id)
                    .add("target", target)
                    .add("at", at.toEpochMilli())
                    .build());
        }

        static Optional<Last> read(Body body) {
            return JsonText.parse(body) instanceof JsonText.Result.Document document
                    ? Optional.of(new Last(
                            document.object().getString("id", ""),
                            document.object().getString("target", ""),
                            Instant.ofEpochMilli(
                                    document.object().getJsonNumber("at").longValue())))
                    : Optional.empty();
        }
    }

    Departure(
            FederationAddresses addresses,
            Values values,
            MoveCheck check,
            Outbox outbox,
            OwnMessages messages,
            Duration cooldown,
            InstantSource clock) {
        this.addresses = addresses;
        this.values = values;
        this.check = check;
        this.outbox = outbox;
        this.messages = messages;
        this.cooldown = cooldown;
        this.clock = clock;
    }

    /** Tells the followers, once: what is repeated within the cooldown has the same id. */
    MoveResult move(String handle, String target) {
        String name = "move " + handle;
        for (int i = 0; i < TRIES; i++) {
            Instant now = clock.instant();
            Optional<Body> before = values.find(name);
            Optional<Last> last =
                    before.flatMap(Last::read).filter(l -> l.at().plus(cooldown).isAfter(now));
            Optional<Last> same = last.filter(l -> l.target().equals(target));
            if (last.isPresent() && same.isEmpty()) {
                return new MoveResult.TooSoon(last.get().at().plus(cooldown));
            }
            MoveCheck.Verdict verdict = check.check(addresses.actor(handle), target);
            if (verdict instanceof MoveCheck.Verdict.Fails fails) {
                return new MoveResult.Unconfirmed(fails.detail());
            }
            if (verdict instanceof MoveCheck.Verdict.Unknown unknown) {
                return new MoveResult.Unreachable(unknown.detail());
            }
            Last move = same.orElseGet(() -> new Last(messages.newId(), target, now));
            if (same.isPresent() || values.put(name, before, move.body())) {
                return new MoveResult.Announced(announce(handle, move));
            }
        }
        throw new IllegalStateException("others move " + handle + " all the time; try again");
    }

    private Sent announce(String handle, Last move) {
        Move activity = Move.builder()
                .id(move.id())
                .object(addresses.actor(handle))
                .target(move.target())
                .to(addresses.followers(handle))
                .build();
        return outbox.send(handle, activity, Recipients.ofFollowers());
    }
}
