package dev.linkspan.client;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/*
 * Guard and dialling meet here [1]. Jetty asks for addresses once per new connection and connects to exactly those it
 * gets, so an address that passed the guard is the address that is dialled: a second, different DNS answer has nowhere
 * to slip in between. Literals come by here too.
 *
 * Blocking look-ups run on threads of their own, few and with a short queue, because a stranger chooses the name server
 * that answers; whoever waits is released by the deadline, though the look-up itself may hang on for longer.
 *
 * [1] attacks.md N-01…N-07
 */
final class GuardedResolver implements SocketAddressResolver, AutoCloseable {

    private static final int CACHED_NAMES = 10_000;
    private static final Duration KNOWN_FOR = Duration.ofSeconds(60);
    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(10);

    private static final int LOOKUP_THREADS = 32;
    private static final int LOOKUPS_WAITING = 1_024;

    /** Enough for both families and a spare; a host with hundreds of addresses must not cost hundreds of attempts. */
    private static final int ADDRESSES_TRIED = 4;

    private final AddressGuard guard;
    private final HostResolver resolver;
    private final Duration deadline;
    private final ThreadPoolExecutor workers;
    private final AsyncCache<String, Answer> answers;

    GuardedResolver(AddressGuard guard, HostResolver resolver, Duration deadline, Ticker ticker) {
        this.guard = guard;
        this.resolver = resolver;
        this.deadline = deadline;
        this.workers = new ThreadPoolExecutor(
                LOOKUP_THREADS,
                LOOKUP_THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(LOOKUPS_WAITING),
                Thread.ofPlatform().daemon().name("linkspan-dns-", 0).factory());
        this.workers.allowCoreThreadTimeOut(true);
        this.answers = Caffeine.newBuilder()
                .maximumSize(CACHED_NAMES)
                .expireAfter(Expiry.<String, Answer>creating((host, answer) -> answer.keptFor()))
                .ticker(ticker)
                .executor(Runnable::run)
                .buildAsync();
    }

    @Override
    public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        Optional<InetAddress> literal = HostLiteral.parse(host);
        if (literal.isPresent()) {
            dial(new Answer(List.of(literal.get()), Outcome.FOUND), host, port, promise);
            return;
        }
        CompletableFuture<Answer> found = answers.get(host.toLowerCase(Locale.ROOT), (name, executor) -> lookUp(name));
        // The promise carries the outcome on; this future only triggers it.
        var unused = found.thenAccept(answer -> dial(answer, host, port, promise));
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    private CompletableFuture<Answer> lookUp(String name) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        try {
            workers.execute(() -> {
                if (!answer.isDone()) {
                    answer.complete(ask(name));
                }
            });
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(new Answer(List.of(), Outcome.BUSY));
        }
        return answer.completeOnTimeout(
                new Answer(List.of(), Outcome.TIMED_OUT), deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Answer ask(String name) {
        try {
            List<InetAddress> addresses = resolver.resolve(name);
            return new Answer(addresses, addresses.isEmpty() ? Outcome.UNKNOWN : Outcome.FOUND);
        } catch (UnknownHostException | RuntimeException e) {
            return new Answer(List.of(), Outcome.UNKNOWN);
        }
    }

    private void dial(Answer answer, String host, int port, Promise<List<InetSocketAddress>> promise) {
        switch (answer.outcome()) {
            case FOUND -> dialPermitted(answer.addresses(), host, port, promise);
            case UNKNOWN -> fail(promise, Exchange.Failure.UNRESOLVED, "no address for " + host);
            case TIMED_OUT -> fail(promise, Exchange.Failure.TIMEOUT, "no answer from DNS for " + host);
            case BUSY -> fail(promise, Exchange.Failure.BUSY, "too many DNS look-ups wait");
        }
    }

    private void dialPermitted(
            List<InetAddress> addresses, String host, int port, Promise<List<InetSocketAddress>> promise) {
        List<InetSocketAddress> permitted = addresses.stream()
                .filter(address -> guard.refusal(address).isEmpty())
                .limit(ADDRESSES_TRIED)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        if (permitted.isEmpty()) {
            fail(
                    promise,
                    Exchange.Failure.FORBIDDEN,
                    host + ": " + guard.refusal(addresses.get(0)).orElse(""));
        } else {
            promise.succeeded(permitted);
        }
    }

    private static void fail(Promise<?> promise, Exchange.Failure failure, String detail) {
        promise.failed(new ExchangeException(failure, detail));
    }

    private enum Outcome {
        FOUND,
        UNKNOWN,
        TIMED_OUT,
        BUSY
    }

    private record Answer(List<InetAddress> addresses, Outcome outcome) {

        Answer {
            addresses = List.copyOf(addresses);
        }

        Duration keptFor() {
            return switch (outcome) {
                case FOUND -> KNOWN_FOR;
                case UNKNOWN, TIMED_OUT -> UNKNOWN_FOR;
                case BUSY -> Duration.ofNanos(1);
            };
        }
    }
}
