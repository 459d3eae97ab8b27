package dev.linkspan.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Speaks to a server on this machine in raw HTTP. */
final class Wire {

    private Wire() {}

    /** An answer, read to the end of the connection. */
    record Answer(String text) {

        int status() {
            return Integer.parseInt(text.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
        }

        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }

        /** The value of a field; empty if it has none. */
        String field(String name) {
            for (String line : text.substring(0, text.indexOf("\r\n\r\n")).split("\r\n", -1)) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return "";
        }
    }

    /** A request as it goes over the wire; the connection is closed after it. */
    static String request(WebRequest request, String target, String... more) {
        StringBuilder head = new StringBuilder(request.method() + " " + target + " HTTP/1.1\r\n");
        request.fields().lines().forEach(line -> field(head, line.name(), line.value()));
        for (int i = 0; i < more.length; i += 2) {
            field(head, more[i], more[i + 1]);
        }
        field(head, "Content-Length", Integer.toString(request.body().length()));
        return head + "Connection: close\r\n\r\n" + request.body().text();
    }

    /** A request without a body. */
    static String request(String method, String target, String... more) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: relay.example\r\n");
        for (int i = 0; i < more.length; i += 2) {
            field(head, more[i], more[i + 1]);
        }
        return head + "Connection: close\r\n\r\n";
    }

    /** The same request with its body in one chunk. */
    static String chunked(WebRequest request, String target, String... more) {
        StringBuilder head = new StringBuilder(request.method() + " " + target + " HTTP/1.1\r\n");
        request.fields().lines().forEach(line -> field(head, line.name(), line.value()));
        for (int i = 0; i < more.length; i += 2) {
            field(head, more[i], more[i + 1]);
        }
        head.append("Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
                .append(Integer.toHexString(request.body().length()));
        return head + "\r\n" + request.body().text() + "\r\n0\r\n\r\n";
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /** Sends a text and reads until the server closes the connection. */
    static Answer send(int port, String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return new Answer(answer.toString(StandardCharsets.UTF_8));
        }
    }
}
