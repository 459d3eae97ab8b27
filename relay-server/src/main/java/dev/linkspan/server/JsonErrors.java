package dev.linkspan.server;

import dev.linkspan.vocab.JsonText;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What nobody else answers, and what fails on our side: in the same shape as every other refusal, and no more. */
final class JsonErrors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        byte[] json = JsonText.write(JsonText.object()
                        .add(
                                "error",
                                HttpStatus.getMessage(status)
                                        .toLowerCase(Locale.ROOT)
                                        .replace(' ', '_'))
                        .add("detail", status == 404 ? "there is nothing here" : HttpStatus.getMessage(status))
                        .build())
                .bytes();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, json.length);
        response.write(true, ByteBuffer.wrap(json), callback);
        return true;
    }
}
