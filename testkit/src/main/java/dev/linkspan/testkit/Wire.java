package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.httpsignatures.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;

/** The sending half of an instance: requests signed as its software signs them. Thread-safe. */
final class Wire {

    static final String ACTIVITY_JSON = "application/activity+json";
    static final String ACCEPT =
            "application/activity+json, application/ld+json;" + " profile=\"https://www.w3.org/ns/activitystreams\"";

    private static final Duration TIMEOUT = Duration.ofSeconds(10); // Mastodon's and Misskey's

    // One for all instances: each client has its own selector thread.
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private final Profile profile;
    private final SignatureScheme scheme;
    private final InstantSource clock;

    /**
     * What a GET brought.
     *
     * @param status the status, 0 without an answer
     * @param mediaType the content type without parameters
     */
    record Got(int status, String mediaType, Body body) {}

    Wire(Profile profile, SignatureScheme scheme, InstantSource clock) {
        this.profile = profile;
        this.scheme = scheme;
        this.clock = clock;
    }

    Answer post(URI inbox, Body body, SigningKey key) {
        Fields fields = Fields.of("Content-Type", ACTIVITY_JSON, "User-Agent", userAgent());
        return post(inbox, fields.with(signature(inbox, body, key)), body);
    }

    static Answer post(URI inbox, Fields fields, Body body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(inbox)
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes()));
        add(request, fields);
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Answer(0, "no answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, "interrupted");
        }
    }

    Got get(URI uri, String accept, SigningKey key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Accept", accept)
                .header("User-Agent", userAgent());
        HttpMessage.Request message = new HttpMessage.Request("GET", uri, Fields.of("Accept", accept));
        add(request, RequestSigner.cavage(profile.cavage()).sign(message, key, clock.instant()));
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String type = response.headers().firstValue("Content-Type").orElse("");
            int semicolon = type.indexOf(';');
            return new Got(
                    response.statusCode(),
                    (semicolon < 0 ? type : type.substring(0, semicolon)).strip(),
                    Body.of(response.body()));
        } catch (IOException e) {
            return new Got(0, "", Body.of("no answer: " + e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Got(0, "", Body.of("interrupted"));
        }
    }

    private Fields signature(URI inbox, Body body, SigningKey key) {
        BodyDigest digest = BodyDigest.of(body);
        HttpMessage.Request message = new HttpMessage.Request(
                "POST",
                inbox,
                Fields.of("Content-Type", ACTIVITY_JSON, "Content-Length", String.valueOf(body.length())));
        RequestSigner signer =
                switch (scheme) {
                    case CAVAGE -> RequestSigner.cavage(profile.cavage());
                    case RFC9421 -> RequestSigner.rfc9421();
                };
        return signer.sign(message, digest, key, clock.instant());
    }

    private static void add(HttpRequest.Builder request, Fields fields) {
        for (Fields.Line line : fields.lines()) {
            // The client writes this one itself, and no differently.
            if (!line.name().equalsIgnoreCase("Host")) {
                request.header(line.name(), line.value());
            }
        }
    }

    private String userAgent() {
        return profile.software() + "/" + profile.version() + " (fake)";
    }
}
