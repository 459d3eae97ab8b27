package dev.linkspan.delivery;

import dev.linkspan.client.Exchange;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.Transport;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Answers as the test says and remembers what was sent. */
final class ScriptedTransport implements Transport {

    /** One request that came. */
    record Sent(String host, String path, String body, OutgoingRequest request, Instant at) {}

    /** One request that is not answered yet. */
    record Held(Sent sent, CompletableFuture<Exchange> answer) {
        void answer(Exchange exchange) {
            answer.complete(exchange);
        }
    }

    final List<Sent> sent = new ArrayList<>();
    final List<Held> held = new ArrayList<>();
    Function<Sent, Exchange> script = sent -> status(202);
    boolean holding;

    private final InstantSource clock;

    ScriptedTransport(InstantSource clock) {
        this.clock = clock;
    }

    static Exchange status(int status, String... fields) {
        return new Exchange.Answered(status, Fields.of(fields), Body.none());
    }

    static Exchange failed(Exchange.Failure failure) {
        return new Exchange.Failed(failure, "as scripted");
    }

    @Override
    public CompletableFuture<Exchange> send(OutgoingRequest request) {
        Sent one = new Sent(
                request.uri().getAuthority(),
                request.uri().getPath(),
                request.body().text(),
                request,
                clock.instant());
        sent.add(one);
        if (!holding) {
            return CompletableFuture.completedFuture(script.apply(one));
        }
        CompletableFuture<Exchange> answer = new CompletableFuture<>();
        held.add(new Held(one, answer));
        return answer;
    }

    List<String> bodiesTo(String host) {
        return sent.stream().filter(s -> s.host().equals(host)).map(Sent::body).toList();
    }

    List<Instant> timesTo(String host) {
        return sent.stream().filter(s -> s.host().equals(host)).map(Sent::at).toList();
    }

    /** Answers the oldest held request by the script. */
    void answerNext() {
        Held next = held.removeFirst();
        next.answer(script.apply(next.sent()));
    }

    @Override
    public void close() {}
}
