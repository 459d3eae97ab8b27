package dev.linkspan.httpsignatures;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A message written out as in the examples of the RFCs. */
record RawMessage(String start, Fields fields, Body body) {

    static RawMessage parse(String http) {
        int blank = http.indexOf("\n\n");
        String head = blank < 0 ? http : http.substring(0, blank);
        List<Fields.Line> lines = new ArrayList<>();
        for (String line : head.lines().skip(1).toList()) {
            int colon = line.indexOf(':');
            lines.add(new Fields.Line(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        Body body = blank < 0 ? Body.none() : Body.of(http.substring(blank + 2));
        return new RawMessage(head.lines().findFirst().orElseThrow(), new Fields(lines), body);
    }

    HttpMessage.Request request() {
        String[] parts = start.split(" ", 3);
        String host = fields.first("Host").orElseThrow();
        return new HttpMessage.Request(parts[0], URI.create("https://" + host + parts[1]), fields);
    }

    HttpMessage.Response response(HttpMessage.Request request) {
        int status = Integer.parseInt(start.split(" ", 3)[1]);
        return new HttpMessage.Response(status, fields, Fields.none(), Optional.of(request));
    }

    boolean isRequest() {
        return !start.startsWith("HTTP/");
    }

    RawMessage with(String name, String value) {
        return new RawMessage(start, fields.with(name, value), body);
    }
}
