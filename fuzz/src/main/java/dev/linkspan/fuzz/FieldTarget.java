package dev.linkspan.fuzz;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestSigner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One field of a signed request, all others as they were signed. Each line of the input is a line of the field. */
final class FieldTarget implements FuzzTarget {

    static final HttpMessage.Request CAVAGE = Genuine.signedBy(RequestSigner.cavage());
    static final HttpMessage.Request RFC9421 = Genuine.signedBy(RequestSigner.rfc9421());

    private final HttpMessage.Request signed;
    private final String name;

    FieldTarget(HttpMessage.Request signed, String name) {
        this.signed = signed;
        this.name = name;
    }

    @Override
    public List<String> seeds() {
        return signed.fields().all(name);
    }

    @Override
    public void read(Body input) {
        List<Fields.Line> lines = new ArrayList<>(signed.fields().lines());
        lines.removeIf(line -> line.name().equalsIgnoreCase(name));
        new String(input.bytes(), StandardCharsets.ISO_8859_1)
                .lines()
                .forEach(value -> lines.add(new Fields.Line(name, value.strip())));
        HttpMessage.Request message = signed.withFields(new Fields(lines));
        Work.requireAtMost(
                RequestTarget.FIXED_COST + RequestTarget.COST_PER_BYTE * input.length(),
                () -> Genuine.verify(message, Body.of(Genuine.BODY)));
    }
}
