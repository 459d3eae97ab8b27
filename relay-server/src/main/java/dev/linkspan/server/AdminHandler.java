package dev.linkspan.server;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code POST /_admin/…}: the operator's orders, for whoever holds the secret. Others find nothing here. */
final class AdminHandler extends Handler.Abstract {

    private static final String PREFIX = "/_admin/";
    private static final int MAX_BYTES = 16 * 1024;

    private final AdminApi api;
    private final AdminAccess access;

    AdminHandler(AdminApi api, AdminAccess access) {
        this.api = api;
        this.access = access;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        String authorization = Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                .orElse("");
        if (!request.getMethod().equals("POST") || !path.startsWith(PREFIX) || !access.admits(authorization)) {
            return false;
        }
        try {
            Optional<JsonObject> result = api.order(path.substring(PREFIX.length()), arguments(request));
            answer(response, callback, result.isPresent() ? 200 : 404, result.orElse(JsonValue.EMPTY_JSON_OBJECT));
        } catch (IllegalArgumentException e) {
            JsonObject error = JsonText.object()
                    .add("error", "bad_argument")
                    .add("detail", String.valueOf(e.getMessage()))
                    .build();
            answer(response, callback, 400, error);
        }
        return true;
    }

    private static JsonObject arguments(Request request) throws Exception {
        try (InputStream in = Content.Source.asInputStream(request)) {
            Body body = Body.of(in.readNBytes(MAX_BYTES));
            return switch (JsonText.parse(body)) {
                case JsonText.Result.Document document -> document.object();
                case JsonText.Result.Malformed malformed -> throw new IllegalArgumentException(malformed.detail());
            };
        }
    }

    private static void answer(Response response, Callback callback, int status, JsonObject json) {
        byte[] bytes = JsonText.write(json).bytes();
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }
}
