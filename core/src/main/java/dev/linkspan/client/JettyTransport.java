package dev.linkspan.client;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.vocab.Authority;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.ByteBufferRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HTTP by Jetty's client, with everything off that reaches further than one request and its answer. */
final class JettyTransport implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(JettyTransport.class);

    private static final int RESPONSE_HEADER_BYTES = 16 * 1_024;

    /** More than a lane's window ever asks for; a host that is this far behind should see backoff, not a longer queue. */
    private static final int WAITING_PER_HOST = 64;

    /** A host without connections costs some memory; strangers make new ones by naming them, so they go soon. */
    private static final Duration DESTINATION_KEPT = Duration.ofSeconds(10);

    private static final int HOSTS_PER_CONNECTION = 4;
    private static final int HOSTS_AT_LEAST = 1_024;

    private static final int THREADS = 64;

    private static final Exchange CLOSED = new Exchange.Failed(Exchange.Failure.CONNECT, "the transport is closed");

    private final AddressGuard guard;
    private final int maxInFlight;
    private final HttpClient client;
    private final GuardedResolver resolver;
    private final ConnectionTrimmer connections;
    private final Set<ResponseReader> inFlight = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    JettyTransport(TransportSettings settings, HostResolver hostResolver, Ticker ticker) {
        this(settings, hostResolver, ticker, new SslContextFactory.Client());
    }

    /** With other certificates than the system trusts, for tests. */
    JettyTransport(TransportSettings settings, HostResolver hostResolver, Ticker ticker, SslContextFactory.Client tls) {
        guard = settings.guard();
        maxInFlight = settings.maxConnections();
        resolver = new GuardedResolver(guard, hostResolver, settings.connectTimeout(), ticker);
        client = configured(settings, tls);
        connections = new ConnectionTrimmer(client, settings.maxConnections());
        client.addBean(connections);
        Protocols.listen(client, connections);
        start();
    }

    @Override
    public CompletableFuture<Exchange> send(OutgoingRequest request) {
        Optional<String> refusal = guard.refusal(request.uri());
        if (refusal.isPresent()) {
            return failed(Exchange.Failure.FORBIDDEN, refusal.get());
        }
        if (!request.deadline().isPositive()) {
            return failed(Exchange.Failure.TIMEOUT, "the deadline passed before sending");
        }
        if (inFlight.size() >= maxInFlight) {
            return failed(Exchange.Failure.BUSY, maxInFlight + " requests are in flight");
        }
        ResponseReader reader = new ResponseReader(request.maxResponseBytes());
        inFlight.add(reader);
        CompletableFuture<Exchange> exchange =
                reader.exchange().whenComplete((answer, thrown) -> inFlight.remove(reader));
        if (closed) {
            reader.end(CLOSED);
            return exchange;
        }
        try {
            prepared(request).send(reader);
        } catch (RuntimeException e) {
            reader.end(Failures.of(e));
        }
        return exchange;
    }

    @Override
    public void close() {
        closed = true;
        LifeCycle.stop(client);
        resolver.close();
        inFlight.forEach(reader -> reader.end(CLOSED));
    }

    int openConnections() {
        return connections.open();
    }

    int destinations() {
        return client.getDestinations().size();
    }

    private HttpClient configured(TransportSettings settings, SslContextFactory.Client tls) {
        ClientConnector connector = new ClientConnector();
        connector.setSslContextFactory(tls);
        connector.setSelectors(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
        HttpClient http = new HttpClient(Protocols.transport(connector));
        http.setName("linkspan-http");
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("linkspan-http");
        threads.setDaemon(true);
        http.setExecutor(threads);
        http.setScheduler(new ScheduledExecutorScheduler("linkspan-http-timer", true));
        http.setSocketAddressResolver(resolver);
        http.setFollowRedirects(false);
        http.setHttpCookieStore(new HttpCookieStore.Empty());
        http.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, settings.userAgent()));
        http.setConnectTimeout(settings.connectTimeout().toMillis());
        http.setIdleTimeout(settings.idleTimeout().toMillis());
        http.setDestinationIdleTimeout(DESTINATION_KEPT.toMillis());
        limitHosts(http, Math.max(HOSTS_AT_LEAST, HOSTS_PER_CONNECTION * settings.maxConnections()));
        http.setMaxConnectionsPerDestination(settings.maxConnectionsPerHost());
        http.setMaxRequestsQueuedPerDestination(WAITING_PER_HOST);
        http.setMaxResponseHeadersSize(RESPONSE_HEADER_BYTES);
        return http;
    }

    private static void limitHosts(HttpClient http, int hosts) {
        try {
            http.setMaxDestinations(hosts);
        } catch (NoSuchMethodError e) {
            // Jetty 12.1.12, which Spring Boot 4.1.1 brings, has no such limit. Fewer requests than that are in
            // flight, and a host without any goes after DESTINATION_KEPT.
            LOG.debug("this Jetty limits hosts by time only", e);
        }
    }

    private void start() {
        LifeCycle.start(client);
        // Starting adds handlers that redirect and authenticate, and decoders that would unpack bombs.
        FewInterimAnswers.only(client);
        client.getContentDecoderFactories().clear();
    }

    private Request prepared(OutgoingRequest outgoing) {
        Request request = client.newRequest(target(outgoing.uri()))
                .method(outgoing.method())
                .timeout(Math.max(1, outgoing.deadline().toMillis()), TimeUnit.MILLISECONDS)
                .headers(headers -> {
                    if (outgoing.fields().contains("User-Agent")) {
                        headers.remove(HttpHeader.USER_AGENT);
                    }
                    for (Fields.Line line : outgoing.fields().lines()) {
                        headers.add(line.name(), line.value());
                    }
                });
        if (!Protocols.haveHttp2() || !HttpScheme.HTTPS.is(request.getScheme())) {
            var unused = request.version(HttpVersion.HTTP_1_1); // else the handshake decides
        }
        if (outgoing.body().length() == 0) {
            return request;
        }
        // No content type of its own: the fields say it or nobody does.
        return request.body(new ByteBufferRequestContent(
                (String) null, ByteBuffer.wrap(outgoing.body().bytes())));
    }

    /** The URI as the guard read it: one spelling of the host, so that one host has one set of connections. */
    private static URI target(URI uri) {
        String authority = Authority.of(uri).map(Authority::toString).orElseThrow();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String spelled = scheme + "://" + authority + path + query;
        if (spelled.equals(uri.toString()) && spelled.chars().allMatch(c -> c < 128)) {
            return uri; // nearly all are spelled so, and taking one apart twice more costs as much as its headers
        }
        return URI.create(URI.create(spelled).toASCIIString());
    }

    private static CompletableFuture<Exchange> failed(Exchange.Failure failure, String detail) {
        return CompletableFuture.completedFuture(new Exchange.Failed(failure, detail));
    }
}
