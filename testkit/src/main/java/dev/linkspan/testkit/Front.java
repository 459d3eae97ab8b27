package dev.linkspan.testkit;

import com.sun.net.httpserver.HttpExchange;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.testkit.InboxRules.Admission;
import dev.linkspan.testkit.InboxRules.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Between the wire and the rules: reads, lets faults happen, answers, then processes and notes down. */
final class Front {

    private static final Duration LONGEST_HANG = Duration.ofMinutes(10);

    private final Home home;
    private final Site site;
    private final InboxRules rules;
    private final Mailbox mailbox;
    private final SecureMode guard;
    private final SignatureRule usual;
    private volatile SignatureRule signatures;
    private final boolean keepBodies;
    private final boolean secureMode;
    private volatile Fault fault = Fault.None.NONE;

    Front(Home home, Mailbox mailbox, SignatureRule signatures, boolean keepBodies, boolean secureMode) {
        this.home = home;
        this.site = new Site(home);
        this.rules = home.profile().rules(home);
        this.mailbox = mailbox;
        this.guard = new SecureMode(home, site);
        this.usual = signatures;
        this.signatures = signatures;
        this.keepBodies = keepBodies;
        this.secureMode = secureMode;
    }

    void set(Fault next) {
        mailbox.change(() -> fault = next);
    }

    /** From now on no signature is good enough. */
    void refuseSignatures() {
        signatures = SignatureRule.none();
    }

    void heal() {
        signatures = usual;
        set(Fault.None.NONE);
    }

    void handle(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString();
        switch (exchange.getRequestMethod()) {
            case "POST" -> post(exchange, target);
            case "GET", "HEAD" -> get(exchange, target);
            default -> send(exchange, 405, Body.none());
        }
    }

    private void get(HttpExchange exchange, String target) throws IOException {
        Site.Page page = secureMode ? guarded(exchange, read(exchange, target)) : site.get(target);
        exchange.getResponseHeaders().set("Content-Type", page.contentType());
        send(exchange, page.status(), page.body());
    }

    private Site.Page guarded(HttpExchange exchange, InboundRequest request) {
        if (guard.isOpen(request)) {
            return site.get(request.target());
        }
        Optional<String> unknown = signatures.problem(request);
        Optional<String> problem = unknown.or(() -> guard.problem(request));
        if (problem.isEmpty()) {
            return site.get(request.target());
        }
        demand(exchange, request);
        int status = unknown.isPresent() ? signatures.refusal() : 401;
        return new Site.Page(status, "application/json", Body.of("{\"error\":\"" + problem.get() + "\"}"));
    }

    private void demand(HttpExchange exchange, InboundRequest request) {
        signatures
                .acceptSignature(request.method())
                .ifPresent(demand -> exchange.getResponseHeaders().set("Accept-Signature", demand));
    }

    private InboundRequest read(HttpExchange exchange, String target) throws IOException {
        Body body = Body.of(exchange.getRequestBody().readAllBytes());
        return new InboundRequest(
                exchange.getRequestMethod(), target, fields(exchange), body, home.now(), System.nanoTime());
    }

    private void post(HttpExchange exchange, String target) throws IOException {
        InboundRequest post = read(exchange, target);
        if (!site.isInbox(post.path())) {
            send(exchange, 404, Body.none());
            return;
        }
        switch (fault) {
            case Fault.None none -> receive(exchange, post);
            case Fault.Status told -> {
                told.retryAfter()
                        .ifPresent(wait ->
                                exchange.getResponseHeaders().set("Retry-After", String.valueOf(wait.toSeconds())));
                send(exchange, told.status(), Body.none());
                note(post, told.status(), new Outcome(Fate.FAULT, "told to answer " + told.status()));
            }
            case Fault.Slow slow -> {
                mailbox.await(() -> !fault.equals(slow), slow.delay());
                receive(exchange, post);
            }
            case Fault.Drop drop -> {
                exchange.close();
                note(post, 0, new Outcome(Fate.FAULT, "told to drop the connection"));
            }
            case Fault.Hang hang -> {
                note(post, 0, new Outcome(Fate.FAULT, "told not to answer"));
                mailbox.await(() -> fault != Fault.Hang.HANG, LONGEST_HANG);
            }
        }
    }

    private void receive(HttpExchange exchange, InboundRequest post) throws IOException {
        Optional<String> unknown = signatures.problem(post);
        if (unknown.isPresent()) {
            demand(exchange, post);
            send(exchange, signatures.refusal(), Body.none());
            note(post, signatures.refusal(), new Outcome(Fate.REFUSED, unknown.get()));
            return;
        }
        switch (rules.admit(post)) {
            case Admission.Refused refused -> {
                send(exchange, refused.status(), Body.of(refused.text()));
                note(post, refused.status(), new Outcome(Fate.REFUSED, refused.words()));
            }
            case Admission.Admitted admitted -> {
                send(exchange, admitted.status(), Body.of(admitted.text()));
                Reading before = Reading.of(post, home.timeline()); // an Undo forgets what it undoes
                note(post, before, admitted.status(), rules.process(post, admitted.signer()));
            }
        }
    }

    private void note(InboundRequest post, int status, Outcome outcome) {
        note(post, Reading.of(post, home.timeline()), status, outcome);
    }

    private void note(InboundRequest post, Reading reading, int status, Outcome outcome) {
        mailbox.add(new Received(
                post.nanoTime(),
                post.path(),
                keepBodies ? post.fields() : Fields.none(),
                keepBodies ? post.body() : Body.none(),
                reading.form(),
                reading.type(),
                reading.id(),
                reading.actor(),
                reading.about(),
                status,
                outcome.fate(),
                outcome.words()));
    }

    private static Fields fields(HttpExchange exchange) {
        List<Fields.Line> lines = new ArrayList<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> values.forEach(value -> lines.add(new Fields.Line(name, value.strip()))));
        return new Fields(lines);
    }

    private static void send(HttpExchange exchange, int status, Body body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || body.length() == 0 ? -1 : body.length());
        if (!head && body.length() > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body.bytes());
            }
        }
        exchange.close();
    }
}
