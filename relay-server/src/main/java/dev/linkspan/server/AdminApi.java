package dev.linkspan.server;

import dev.linkspan.delivery.DeliveryStatus;
import dev.linkspan.federation.Intake;
import dev.linkspan.federation.IntakeStatus;
import dev.linkspan.federation.RelayService;
import dev.linkspan.httpsignatures.KeyFingerprint;
import dev.linkspan.relay.ActorKey;
import dev.linkspan.relay.KeyRing;
import dev.linkspan.relay.KeyRotation;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.JsonText;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** What the operator can ask of the running relay and tell it: JSON in, JSON out. */
final class AdminApi {

    private final RelayService service;
    private final InstantSource clock = InstantSource.system();

    AdminApi(RelayService service) {
        this.service = service;
    }

    /** Carries out an order; empty if there is none of this name. */
    Optional<JsonObject> order(String name, JsonObject arguments) {
        return switch (name) {
            case "subscriptions" -> Optional.of(subscriptions());
            case "subscriptions/approve" -> Optional.of(decide(arguments, true));
            case "subscriptions/reject" -> Optional.of(decide(arguments, false));
            case "subscriptions/remove" -> Optional.of(remove(host(arguments)));
            case "subscriptions/replay" -> Optional.of(new ReplayOrder(service, clock).run(arguments));
            case "domains" -> Optional.of(domains());
            case "domains/block" -> Optional.of(rule(arguments, Kind.BLOCK));
            case "domains/allow" -> Optional.of(rule(arguments, Kind.ALLOW));
            case "domains/clear" -> Optional.of(clear(host(arguments)));
            case "keys" -> Optional.of(keys());
            case "keys/rotate" -> Optional.of(rotate(arguments));
            case "status" -> Optional.of(status());
            default -> Optional.empty();
        };
    }

    private JsonObject subscriptions() {
        JsonArrayBuilder list = Json.createArrayBuilder();
        for (Subscription s : service.store().subscriptions().all()) {
            list.add(JsonText.object()
                    .add("actor", s.actor())
                    .add("style", lower(s.style()))
                    .add("state", lower(s.state()))
                    .add("followBack", lower(s.followBack()))
                    .add("since", s.since().toString()));
        }
        return JsonText.object().add("subscriptions", list).build();
    }

    private JsonObject decide(JsonObject arguments, boolean approve) {
        String actor = arguments.getString("actor", "");
        int changed = 0;
        for (Style style : Style.values()) {
            boolean found = approve
                    ? service.relay().approve(actor, style)
                    : service.relay().reject(actor, style);
            changed += found ? 1 : 0;
        }
        if (changed == 0) {
            throw new IllegalArgumentException("no subscriber is listed as '" + actor + "'");
        }
        return JsonText.object().add("changed", changed).build();
    }

    private JsonObject remove(String host) {
        int before = service.store().subscriptions().all().size();
        service.store().subscriptions().all().stream()
                .flatMap(s -> Authority.of(s.actor()).stream())
                .filter(a -> a.toString().equals(host)
                        || a.host().equals(host)
                        || a.host().endsWith("." + host))
                .distinct()
                .forEach(service.relay()::removeAll);
        return JsonText.object()
                .add("changed", before - service.store().subscriptions().all().size())
                .build();
    }

    private JsonObject domains() {
        JsonArrayBuilder list = Json.createArrayBuilder();
        for (DomainRule rule : service.store().domainRules().all()) {
            list.add(JsonText.object()
                    .add("host", rule.host())
                    .add("rule", lower(rule.kind()))
                    .add("reason", rule.reason()));
        }
        return JsonText.object().add("domains", list).build();
    }

    private JsonObject rule(JsonObject arguments, Kind kind) {
        String host = host(arguments);
        service.store().domainRules().put(new DomainRule(host, kind, arguments.getString("reason", "")));
        return kind == Kind.BLOCK
                ? remove(host)
                : JsonText.object().add("changed", 0).build();
    }

    private JsonObject clear(String host) {
        service.store().domainRules().remove(host);
        return JsonText.object().add("changed", 1).build();
    }

    private JsonObject keys() {
        KeyRing ring = service.keys();
        JsonArrayBuilder list = JsonText.array();
        ring.next().ifPresent(next -> list.add(key("next", next.key(), "")));
        list.add(key("current", ring.current(), ""));
        ring.retired()
                .forEach(old -> list.add(key("retired", old.key(), old.until().toString())));
        ring.proof().ifPresent(proof -> list.add(key("proof", proof, "")));
        return JsonText.object().add("keys", list).build();
    }

    private JsonObjectBuilder key(String state, ActorKey key, String until) {
        return JsonText.object()
                .add("state", state)
                .add("id", key.id(service.identity()))
                .add("since", key.since().toString())
                .add("until", until)
                .add("fingerprint", KeyFingerprint.of(key.pair().getPublic()).toString());
    }

    private JsonObject rotate(JsonObject arguments) {
        Duration overlap;
        try {
            overlap = Duration.parse(arguments.getString("overlap", KeyRotation.DEFAULT_OVERLAP.toString()));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("overlap: " + e.getParsedString() + " (expected: such as PT168H)", e);
        }
        try {
            service.rotateKey(overlap);
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return keys();
    }

    private JsonObject status() {
        DeliveryStatus delivery = service.deliveryStatus();
        JsonObjectBuilder received = JsonText.object();
        service.counters().snapshot().forEach(received::add);
        return JsonText.object()
                .add("node", delivery.node())
                .add("received", received)
                .add("delivered", delivery.totals().delivered())
                .add("retried", delivery.totals().retried())
                .add("refused", delivery.totals().refused())
                .add("gaveUp", delivery.totals().gaveUp())
                .add("secondKnocks", delivery.totals().secondKnocks())
                .add("intake", intake(service.intake().status()))
                .add("lanes", new StatusReport(service, clock).lanes(delivery))
                .build();
    }

    private static JsonObjectBuilder intake(IntakeStatus status) {
        JsonObjectBuilder intake = JsonText.object()
                .add("closed", status.closed().map(Intake.Reason::word).orElse(""))
                .add("requests", status.requests())
                .add("maxRequests", status.limits().requests())
                .add("bodyBytes", status.bodyBytes())
                .add("maxBodyBytes", status.limits().bodyBytes())
                .add("clients", status.clients())
                .add("waitingActs", status.waitingActs())
                .add("maxWaitingActs", status.limits().waitingActs())
                .add("minFreeBytes", status.limits().minFreeBytes())
                .add("maxStoredBytes", status.limits().maxStoredBytes());
        status.space().freeBytes().ifPresent(free -> intake.add("freeBytes", free));
        status.space().usedBytes().ifPresent(used -> intake.add("storedBytes", used));
        return intake;
    }

    private static String host(JsonObject arguments) {
        return HostNames.canonical(arguments.getString("host", ""));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
