package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolver.Freshness;
import dev.linkspan.httpsignatures.RequestVerifier;
import dev.linkspan.httpsignatures.Verdict;
import dev.linkspan.httpsignatures.VerificationKey;
import dev.linkspan.httpsignatures.VerificationPolicy;
import java.net.URI;

/** The arithmetic of RFC 9421: the library reads the structured fields and computes; what is demanded is its caller's. */
final class Rfc9421Check {

    private final Home home;
    private final VerificationPolicy policy;

    Rfc9421Check(Home home, VerificationPolicy policy) {
        this.home = home;
        this.policy = policy;
    }

    Verdict verify(InboundRequest request) {
        HttpMessage.Request message =
                new HttpMessage.Request(request.method(), URI.create(home.base() + request.target()), request.fields());
        return RequestVerifier.of(policy, home.clock()).verify(message, request.body(), this::resolve);
    }

    private KeyResolution resolve(String keyId, Freshness freshness) {
        return switch (home.remote().byKeyId(keyId, freshness == Freshness.FRESH)) {
            case Remote.Lookup.Missing missing ->
                new KeyResolution.Missing(KeyResolution.Reason.NOT_FOUND, missing.words());
            case Remote.Lookup.Found found ->
                new KeyResolution.Found(
                        new VerificationKey(
                                keyId, found.actor().key(), found.actor().id()),
                        freshness == Freshness.FRESH);
        };
    }
}
