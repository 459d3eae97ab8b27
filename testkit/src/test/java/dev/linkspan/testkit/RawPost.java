package dev.linkspan.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** A POST of which a test can spoil every part before it goes over a plain socket. */
final class RawPost {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    final Map<String, String> fields = new LinkedHashMap<>();
    final List<String> parameters = new ArrayList<>();
    String signed = "(request-target) host date digest";
    String separator = ",";
    String target = "/inbox";
    String signedTarget = "/inbox";
    String body;
    boolean isSigned = true;
    boolean spoilsSignature;

    private final PrivateKey key;

    RawPost(FakeUser sender, String host, Instant date, String body) {
        this.key = (PrivateKey) sender.key().key();
        fields.put("Host", host);
        date(date);
        fields.put("Content-Type", "application/activity+json");
        parameters.add("keyId=\"" + sender.key().keyId() + "\"");
        parameters.add("algorithm=\"rsa-sha256\"");
        this.body = body;
        digestOf(body);
    }

    RawPost date(Instant date) {
        fields.put("Date", HTTP_DATE.format(date));
        return this;
    }

    RawPost digestOf(String text) {
        fields.put("Digest", "SHA-256=" + CavageCheck.sha256(dev.linkspan.httpsignatures.Body.of(text)));
        return this;
    }

    RawPost body(String text) {
        body = text;
        return digestOf(text);
    }

    RawPost field(String name, String value) {
        fields.put(name, value);
        return this;
    }

    RawPost signing(String names) {
        signed = names;
        return this;
    }

    RawPost parameter(String name, String value) {
        parameters.removeIf(p -> p.startsWith(name + "="));
        if (!value.isEmpty()) {
            parameters.add(name + "=" + value);
        }
        return this;
    }

    RawPost again(String parameter) {
        parameters.add(parameter);
        return this;
    }

    RawPost separatedBy(String text) {
        separator = text;
        return this;
    }

    RawPost to(String requestTarget, String inSignature) {
        target = requestTarget;
        signedTarget = inSignature;
        return this;
    }

    RawPost unsigned() {
        isSigned = false;
        return this;
    }

    RawPost withWrongSignature() {
        spoilsSignature = true;
        return this;
    }

    /** Sends it and returns the status. */
    int send(int port) throws IOException {
        StringBuilder head = new StringBuilder("POST " + target + " HTTP/1.1\r\n");
        fields.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (isSigned) {
            head.append("Signature: ")
                    .append(String.join(separator, parameters))
                    .append(separator)
                    .append("headers=\"")
                    .append(signed)
                    .append('"')
                    .append(separator)
                    .append("signature=\"")
                    .append(signature())
                    .append("\"\r\n");
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        head.append("Content-Length: ").append(bytes.length).append("\r\nConnection: close\r\n\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(head.toString().getBytes(StandardCharsets.UTF_8));
            out.write(bytes);
            out.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }
    }

    private String signature() {
        StringJoiner lines = new StringJoiner("\n");
        for (String name : signed.split(" ", -1)) {
            lines.add(name + ": " + value(name));
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(lines.toString().getBytes(StandardCharsets.UTF_8));
            byte[] value = signature.sign();
            value[7] ^= (byte) (spoilsSignature ? 1 : 0);
            return Base64.getEncoder().encodeToString(value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String value(String name) {
        if (name.equals("(request-target)")) {
            return "post " + signedTarget;
        }
        if (name.startsWith("(")) {
            String parameter = name.substring(1, name.length() - 1) + "=";
            return parameters.stream()
                    .filter(p -> p.startsWith(parameter))
                    .map(p -> p.substring(parameter.length()))
                    .findFirst()
                    .orElseThrow();
        }
        return fields.entrySet().stream()
                .filter(e -> e.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }
}
