package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.client.Knock;
import dev.linkspan.delivery.ScriptedTransport.Sent;
import dev.linkspan.httpsignatures.SignatureScheme;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Reads from what a rig sent to {@code a.example} how it was signed. */
final class KnockTrace {

    static final URI INBOX = URI.create("https://a.example/inbox");

    private KnockTrace() {}

    static Exchange takesRfc9421Only(Sent sent) {
        return isRfc9421(sent) ? status(202) : status(401);
    }

    static boolean isRfc9421(Sent sent) {
        return sent.request().fields().contains("Signature-Input");
    }

    /** The schemes of what was sent, in order; no request has both. */
    static List<SignatureScheme> schemes(Rig rig) {
        List<SignatureScheme> schemes = new ArrayList<>();
        for (Sent sent : rig.transport.sent) {
            assertThat(sent.request().fields().all("Signature")).hasSize(1);
            assertThat(sent.request().fields().contains("Digest")).isNotEqualTo(isRfc9421(sent));
            assertThat(sent.request().fields().contains("Content-Digest")).isEqualTo(isRfc9421(sent));
            schemes.add(isRfc9421(sent) ? SignatureScheme.RFC9421 : SignatureScheme.CAVAGE);
        }
        return schemes;
    }

    static List<SignatureScheme> remembered(Rig rig) {
        return rig.knocks.remembered(INBOX).map(Knock::scheme).stream().toList();
    }

    static SignatureScheme other(SignatureScheme scheme) {
        return scheme == SignatureScheme.CAVAGE ? SignatureScheme.RFC9421 : SignatureScheme.CAVAGE;
    }
}
