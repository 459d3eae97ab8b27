package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.SignatureScheme;
import java.time.InstantSource;

/** Settings of a fake instance; all have defaults. Not thread-safe. */
public final class FakeInstanceBuilder {

    final Profile profile;
    String name;
    KeySource keys = KeySource.fresh();
    VirtualClock clock = VirtualClock.running();
    SignatureScheme scheme = SignatureScheme.CAVAGE;
    SignatureRule signatures = SignatureRule.both();
    boolean keepBodies = true;
    boolean secureMode;

    FakeInstanceBuilder(Profile profile) {
        this.profile = profile;
        this.name = profile.software();
        this.secureMode = profile.isAlwaysSecure();
    }

    /** What it is called in output, and its instance actor's name; lower case, digits and hyphens. */
    public FakeInstanceBuilder name(String text) {
        name = text;
        return this;
    }

    /** Where its actors get their keys; new ones unless told otherwise. */
    public FakeInstanceBuilder keys(KeySource source) {
        keys = source;
        return this;
    }

    /** Its clock, for what it sends and for what it thinks of dates; the system's unless told otherwise. */
    public FakeInstanceBuilder clock(InstantSource source) {
        clock = VirtualClock.of(source);
        return this;
    }

    /** The grammar it signs its POSTs with; draft-cavage unless told otherwise. */
    public FakeInstanceBuilder signing(SignatureScheme grammar) {
        scheme = grammar;
        return this;
    }

    /** Which signatures it looks at; those that its software knows unless told otherwise. */
    public FakeInstanceBuilder taking(SignatureRule rule) {
        signatures = rule;
        return this;
    }

    /** Forgets fields and bodies of what it received, so that long runs of many instances stay small. */
    public FakeInstanceBuilder withoutBodies() {
        keepBodies = false;
        return this;
    }

    /** Shows actors and notes to signed requests only, as AUTHORIZED_FETCH makes Mastodon do. */
    public FakeInstanceBuilder secureMode() {
        secureMode = true;
        return this;
    }

    /** Starts it on a free port of 127.0.0.1. */
    public FakeInstance start() {
        return new FakeInstance(this);
    }
}
