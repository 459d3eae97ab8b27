package dev.linkspan.server;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** Gives orders to the relay that runs on a data folder. */
final class AdminClient {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AdminAccess access;

    AdminClient(Path dataDir) throws IOException {
        this.access = AdminAccess.read(dataDir);
    }

    /**
     * Gives an order.
     *
     * @throws IllegalStateException if no relay runs there, or it does not take the order
     */
    JsonObject order(String name, JsonObject arguments) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(access.url().resolve("/_admin/" + name))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + access.token())
                .POST(HttpRequest.BodyPublishers.ofString(arguments.toString()))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (JsonText.parse(Body.of(response.body())) instanceof JsonText.Result.Document document) {
                if (response.statusCode() == 200) {
                    return document.object();
                }
                throw new IllegalStateException(document.object().getString("detail", "the relay refused the order"));
            }
            throw new IllegalStateException("the relay at " + access.url() + " does not know this operator");
        } catch (ConnectException e) {
            throw new IllegalStateException("no relay answers at " + access.url(), e);
        }
    }
}
