package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.build.Await;
import dev.linkspan.client.AddressRanges;
import dev.linkspan.federation.Intake;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.inbox.InboxLimits;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds of a handler whichever server it is in. Behind it is an application that answers each path with how much body was
 * left for it; before it something reads bodies if a request asks for that with {@code X-Consume}.
 */
@Timeout(60)
abstract class WebServerContract {

    static final Duration DEADLINE = Duration.ofSeconds(1);
    static final ClientAddress CLIENTS = ClientAddress.behind(AddressRanges.of(List.of("127.0.0.1")));

    private static final int LIMIT = 2_000;
    private static final Peer PEER = Peer.at("https://m.example/actor");
    private static final String NOTE = """
            {"@context":"https://www.w3.org/ns/activitystreams",\t"id":"https://m.example/1/activity","type":"Create",\
            "actor":"https://m.example/actor","to":["https://www.w3.org/ns/activitystreams#Public"],\
            "object":{"id":"https://m.example/1","type":"Note","attributedTo":"https://m.example/actor",\
            "content":"\u00fc"}}\r\n""";

    private final RelayRig rig = new RelayRig(new InboxLimits(LIMIT, 100, 2_000));
    private final Recorder recorder = new Recorder(new RelayWeb(rig.service));
    private int port;
    private long before;

    /** Starts the server on a free port of this machine, with the handler between that application and that reader. */
    abstract int start(WebHandler web) throws Exception;

    abstract void stop() throws Exception;

    /** Whether what is not the handler's goes on to the application; a servlet has nobody behind it. */
    boolean goesOn() {
        return true;
    }

    /** How the answer begins to whose body does not come; a server that closes the connection by itself gives none. */
    String toLate() {
        return "HTTP/1.1 408 ";
    }

    @BeforeEach
    void subscribeAndStart() throws Exception {
        rig.subscribed(PEER);
        before = rig.store.log().end();
        port = start(recorder);
    }

    @AfterEach
    void stopAll() throws Exception {
        stop();
        rig.close();
    }

    @Test
    void serves_documents_with_their_fields() throws IOException {
        Wire.Answer answer = send(Wire.request("GET", "/actor", "Accept", "application/activity+json"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("Content-Type")).startsWith("application/activity+json");
        assertThat(answer.field("Vary")).isEqualTo("Accept");
        assertThat(answer.body()).isEqualTo(rig.service.documents().actor().toString());
        assertThat(answer.field("Content-Length"))
                .isEqualTo(Integer.toString(Body.of(answer.body()).length()));
    }

    @Test
    void answers_head_with_the_length_and_no_body() throws IOException {
        String length = send(Wire.request("GET", "/actor")).field("Content-Length");

        Wire.Answer answer = send(Wire.request("HEAD", "/actor"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("Content-Length")).isEqualTo(length);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void takes_a_signed_post_and_hands_over_its_exact_bytes() throws IOException {
        Wire.Answer answer = send(Wire.request(signed("/inbox", NOTE), "/inbox"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(recorder.last().body()).isEqualTo(Body.of(NOTE));
        assertThat(rig.store.log().end()).isEqualTo(before + 1);
    }

    @Test
    void takes_a_post_in_chunks() throws IOException {
        assertThat(send(Wire.chunked(signed("/inbox", NOTE), "/inbox")).status())
                .isEqualTo(202);
        assertThat(recorder.last().body()).isEqualTo(Body.of(NOTE));
    }

    // P-09: what the signature covers is what was sent, encoded as it was sent.
    @Test
    void verifies_a_query_as_it_stands_on_the_request_line() throws IOException {
        String target = "/inbox?a=%2f%41+b&c=%C3%BC&&d";

        assertThat(send(Wire.request(signed(target, NOTE), target)).status()).isEqualTo(202);
        assertThat(recorder.last().requestTarget()).isEqualTo(target);
    }

    // P-09, RFC 9112 section 3.2.2: a server must take an absolute URI as request target.
    @Test
    void an_absolute_target_is_the_path_in_it() throws IOException {
        Wire.Answer answer = send(Wire.request(signed("/inbox?x=1", NOTE), "http://relay.example/inbox?x=1"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(recorder.last().requestTarget()).isEqualTo("/inbox?x=1");
    }

    @Test
    void an_absolute_target_without_a_path_is_the_root() throws IOException {
        Wire.Answer answer = send(Wire.request("GET", "http://relay.example"));

        assertThat(recorder.seen.stream().map(WebRequest::requestTarget)).isSubsetOf("/");
        assertThat(answer.status()).isIn(goesOn() ? 200 : 404, 400);
    }

    // P-09: each is signed as it is sent. A router that tidied it up would take what a proxy in front had let pass as
    // another.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//inbox",
                "/inbox/",
                "/./inbox",
                "/x/../inbox",
                "/%69nbox",
                "/inbox%2F",
                "/x%2F..%2Finbox",
                "/inbox;x=1",
                "/inbox%3Fx=1",
                "/INBOX",
                "/inbox%00",
                "/%2e/inbox",
                "/\\inbox"
            })
    void no_other_spelling_of_the_path_reaches_the_inbox(String target) throws IOException {
        Wire.Answer answer = send(Wire.request(signed(target, NOTE), target));

        assertThat(rig.store.log().end()).isEqualTo(before);
        assertThat(answer.status()).isNotEqualTo(202);
        // Whoever gets it gets the path as it was sent.
        assertThat(recorder.seen.stream().map(WebRequest::requestTarget)).isSubsetOf(target);
    }

    // P-09: the path of the signature decides, not that of the request line.
    @Test
    void a_post_that_was_signed_for_another_spelling_is_refused() throws IOException {
        Wire.Answer answer = send(Wire.request(signed("//inbox", NOTE), "/inbox"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(rig.store.log().end()).isEqualTo(before);
    }

    @Test
    void requests_that_have_no_path_are_no_handlers() throws IOException {
        for (String line : List.of("OPTIONS *", "CONNECT relay.example:443")) {
            Wire.Answer answer = send(line + " HTTP/1.1\r\nHost: relay.example:443\r\nConnection: close\r\n\r\n");

            assertThat(answer.status()).isNotEqualTo(500);
        }
        assertThat(rig.store.log().end()).isEqualTo(before);
    }

    // P-07
    @ParameterizedTest
    @ValueSource(
            strings = {"text/html", "application/json", "application/x-www-form-urlencoded", "multipart/form-data"})
    void a_post_of_another_media_type_is_refused(String type) throws IOException {
        WebRequest request = signed("/inbox", NOTE);
        Fields fields = new Fields(request.fields().lines().stream()
                        .filter(line -> !line.name().equals("Content-Type"))
                        .toList())
                .with("Content-Type", type);

        Wire.Answer answer = send(Wire.request(new WebRequest("POST", "/inbox", fields, request.body(), ""), "/inbox"));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.field("Content-Type")).startsWith("application/json");
    }

    // S-33: no bypass, and no blame for the sender.
    @ParameterizedTest
    @ValueSource(strings = {"all", "some", "reader"})
    void a_body_that_somebody_read_before_is_an_error_that_says_so(String how) throws IOException {
        for (String request : List.of(
                Wire.request(signed("/inbox", NOTE), "/inbox", "X-Consume", how),
                Wire.chunked(signed("/inbox", NOTE), "/inbox", "X-Consume", how))) {
            Wire.Answer answer = send(request);

            boolean isSome = how.equals("some") && request.contains("chunked");
            // A servlet container does not tell that chunks lack their beginning: it is refused for what is left of it.
            assertThat(answer.status()).isIn(isSome ? List.of(400, 500) : List.of(500));
            assertThat(answer.text()).containsAnyOf("\"error\":\"body_consumed\"", "\"error\":\"malformed_json\"");
            assertThat(rig.store.log().end()).isEqualTo(before);
        }
    }

    @Test
    void a_body_over_the_limit_is_refused_and_not_read_on() throws IOException {
        for (boolean isChunked : new boolean[] {false, true}) {
            WebRequest large = signed("/inbox", NOTE + " ".repeat(LIMIT));
            Wire.Answer answer = send(isChunked ? Wire.chunked(large, "/inbox") : Wire.request(large, "/inbox"));

            assertThat(answer.status()).isEqualTo(413);
            assertThat(recorder.last().body().length()).isEqualTo(LIMIT + 1);
        }
    }

    @Test
    void a_body_that_does_not_come_is_not_waited_for() throws IOException {
        Wire.Answer answer = send("POST /inbox HTTP/1.1\r\nHost: relay.example\r\nContent-Length: 1000\r\n\r\n{");

        assertThat(answer.text()).startsWith(toLate());
        Await.until("no request is left", () -> rig.service.intake().status().requests() == 0);
    }

    @Test
    void what_there_is_no_room_for_is_put_off() throws IOException {
        recorder.isFull = true;

        Wire.Answer answer = send(Wire.request(signed("/inbox", NOTE), "/inbox"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.field("Retry-After")).isEqualTo("7");
        assertThat(recorder.seen).isEmpty();
    }

    @Test
    void tells_the_client_and_each_field_in_its_order() throws IOException {
        send(Wire.request("GET", "/actor", "X-Forwarded-For", "192.0.2.7", "X-Two", "b", "X-Two", "a"));

        assertThat(recorder.last().client()).isEqualTo("192.0.2.7");
        assertThat(recorder.last().fields().all("x-two")).containsExactly("b", "a");
    }

    @Test
    void what_is_not_ours_goes_on_with_its_body() throws IOException {
        WebRequest post = new WebRequest("POST", "/app", Fields.of("Host", "relay.example"), Body.of("12345"), "");

        Wire.Answer answer = send(Wire.request(post, "/app?x=1"));

        assertThat(answer.status()).isEqualTo(goesOn() ? 200 : 404);
        if (goesOn()) {
            assertThat(answer.body()).isEqualTo("the application: 5 bytes");
        }
    }

    private Wire.Answer send(String text) throws IOException {
        return Wire.send(port, text);
    }

    /** A post that is signed for this target. */
    private static WebRequest signed(String target, String json) {
        Body body = Body.of(json);
        HttpMessage.Request message = new HttpMessage.Request(
                "POST",
                URI.create("https://relay.example" + target.replace("\\", "%5C")),
                Fields.of("Content-Type", "application/activity+json"));
        Fields signed = RequestSigner.cavage()
                .sign(
                        message,
                        BodyDigest.of(body),
                        new SigningKey(PEER.keyId(), PEER.keys().getPrivate()),
                        RelayRig.NOW);
        return new WebRequest("POST", target, message.fields().with(signed), body, "192.0.2.1");
    }

    /** Remembers what reached a handler. */
    private static final class Recorder implements WebHandler {

        private final WebHandler next;
        private final List<WebRequest> seen = new CopyOnWriteArrayList<>();
        private volatile boolean isFull;

        Recorder(WebHandler next) {
            this.next = next;
        }

        WebRequest last() {
            return seen.getLast();
        }

        @Override
        public boolean readsBody(String method, String path) {
            return next.readsBody(method, path);
        }

        @Override
        public int maxBodyBytes() {
            return next.maxBodyBytes();
        }

        @Override
        public Intake.Verdict admit(String client, long declaredBytes) {
            return isFull
                    ? new Intake.Verdict.Refused(Intake.Reason.WRITER, Duration.ofSeconds(7))
                    : next.admit(client, declaredBytes);
        }

        @Override
        public WebResponse putOff(Intake.Verdict.Refused refused) {
            return next.putOff(refused);
        }

        @Override
        public Optional<WebResponse> handle(WebRequest request) {
            seen.add(request);
            return next.handle(request);
        }
    }
}
