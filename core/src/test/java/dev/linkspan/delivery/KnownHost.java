package dev.linkspan.delivery;

import static dev.linkspan.delivery.KnockTrace.INBOX;
import static dev.linkspan.delivery.KnockTrace.other;

import dev.linkspan.client.KnockSettings;
import dev.linkspan.httpsignatures.SignatureScheme;

/** What is known of a host before the attempt. */
enum KnownHost {
    NONE_CAVAGE_FIRST(SignatureScheme.CAVAGE, false),
    NONE_RFC9421_FIRST(SignatureScheme.RFC9421, false),
    CAVAGE_REMEMBERED(SignatureScheme.CAVAGE, true),
    RFC9421_REMEMBERED(SignatureScheme.RFC9421, true);

    final SignatureScheme first;
    final boolean remembered;

    KnownHost(SignatureScheme first, boolean remembered) {
        this.first = first;
        this.remembered = remembered;
    }

    Rig rig(boolean knockOn403) {
        Rig rig = new Rig();
        rig.knockSettings =
                KnockSettings.defaults().withKnockOn403(knockOn403).withFirstKnock(remembered ? other(first) : first);
        rig.subscribe("a.example");
        rig.start();
        if (remembered) {
            rig.knocks.taken(INBOX, rig.knocks.other(rig.knocks.first(INBOX)));
        }
        return rig;
    }
}
