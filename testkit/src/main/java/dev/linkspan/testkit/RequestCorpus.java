package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.CavageProfile;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.vocab.JsonText;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Posts to an inbox in all the forms in which other software signs them, and posts with one thing wrong: what an inbox has to
 * take, and what it has to refuse. Each is a Like with an id of its own, by somebody on a fake instance. Stateless.
 */
public final class RequestCorpus {

    private static final Duration FAR = Duration.ofHours(26);
    private static final Map<String, CavageProfile> FORMS = forms();

    private RequestCorpus() {}

    /** What has to be taken, signed by the time of the sender's server. */
    public static List<SampleRequest> good(FakeAccount sender, URI inbox) {
        List<SampleRequest> samples = new ArrayList<>();
        FORMS.forEach((name, form) -> samples.add(sign(sender, inbox, "as " + name, RequestSigner.cavage(form))));
        samples.add(sign(sender, inbox, "by RFC 9421", RequestSigner.rfc9421()));
        return samples;
    }

    /** What has to be refused. */
    public static List<SampleRequest> bad(FakeAccount sender, URI inbox) {
        RequestSigner signer = RequestSigner.cavage();
        Instant now = sender.now();
        SigningKey key = sender.user().key();
        FakeUser other = sender.instance().user("mallory");
        List<SampleRequest> samples = new ArrayList<>();
        for (boolean modern : new boolean[] {false, true}) {
            RequestSigner one = modern ? RequestSigner.rfc9421() : signer;
            String by = modern ? ", by RFC 9421" : "";
            SampleRequest good = sign(sender, inbox, "", one);
            samples.add(good.with("another body" + by, Body.of(good.body().text() + " ")));
            samples.add(good.with("a signature of something else" + by, swapped(good, sign(sender, inbox, "", one))));
            samples.add(sign("of long ago" + by, inbox, inbox, like(sender, inbox), one, key, now.minus(FAR)));
            samples.add(sign("of the future" + by, inbox, inbox, like(sender, inbox), one, key, now.plus(FAR)));
            samples.add(sign("for another path" + by, inbox, inbox.resolve("/x"), like(sender, inbox), one, key, now));
            samples.add(
                    sign("with another's key" + by, inbox, inbox, like(sender, inbox), one, stolen(key, other), now));
            samples.add(sign("by another actor" + by, inbox, inbox, like(sender, inbox), one, other.key(), now));
        }
        SampleRequest good = sign(sender, inbox, "", signer);
        samples.add(good.with("no signature", without(good.fields(), "Signature")));
        RequestSigner partial = RequestSigner.cavage(CavageProfile.covering("(request-target) host date"));
        samples.add(sign(sender, inbox, "the digest not signed", partial));
        return List.copyOf(samples);
    }

    private static Map<String, CavageProfile> forms() {
        Map<String, CavageProfile> forms = new LinkedHashMap<>();
        forms.put("Mastodon", CavageProfile.MASTODON);
        forms.put("Misskey", CavageProfile.MISSKEY);
        forms.put("Pleroma", CavageProfile.PLEROMA);
        forms.put("GoToSocial", CavageProfile.GOTOSOCIAL);
        forms.put("Lemmy", CavageProfile.LEMMY);
        forms.put("Friendica", CavageProfile.FRIENDICA);
        forms.put("PeerTube", CavageProfile.PEERTUBE);
        forms.put("wafrn", CavageProfile.WAFRN);
        forms.put("Fedify", CavageProfile.FEDIFY);
        return forms;
    }

    private static SampleRequest sign(FakeAccount sender, URI inbox, String name, RequestSigner signer) {
        return sign(
                name, inbox, inbox, like(sender, inbox), signer, sender.user().key(), sender.now());
    }

    /** Signed for one address, to be sent to another. */
    private static SampleRequest sign(
            String name, URI inbox, URI signed, Body body, RequestSigner signer, SigningKey key, Instant now) {
        Fields fields =
                Fields.of("Content-Type", Wire.ACTIVITY_JSON, "Accept", Wire.ACCEPT, "User-Agent", "linkspan-testkit");
        HttpMessage.Request message =
                new HttpMessage.Request("POST", signed, fields.with("Content-Length", String.valueOf(body.length())));
        return new SampleRequest(name, inbox, fields.with(signer.sign(message, BodyDigest.of(body), key, now)), body);
    }

    private static Body like(FakeAccount sender, URI inbox) {
        return JsonText.write(Activities.of(sender.home(), sender.user(), "Like", inbox.toString())
                .add("object", inbox.resolve("/notes/liked").toString())
                .build());
    }

    private static SigningKey stolen(SigningKey name, FakeUser thief) {
        return new SigningKey(name.keyId(), thief.key().key(), name.algorithm());
    }

    private static Fields swapped(SampleRequest one, SampleRequest other) {
        return without(one.fields(), "Signature")
                .with("Signature", other.fields().first("Signature").orElseThrow());
    }

    private static Fields without(Fields fields, String name) {
        return new Fields(fields.lines().stream()
                .filter(line -> !line.name().equalsIgnoreCase(name))
                .toList());
    }
}
