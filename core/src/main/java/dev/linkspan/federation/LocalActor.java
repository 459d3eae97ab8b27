package dev.linkspan.federation;

import dev.linkspan.vocab.Actor;
import java.time.Instant;

/** What an application says of one of its actors. */
public sealed interface LocalActor {

    /**
     * It is there.
     *
     * @param profile what is said of it: type, name, summary, icon and so on. Id, collections, inboxes and keys are filled in,
     *     the {@code preferredUsername} too if it has none
     */
    record Present(Actor profile) implements LocalActor {

        /** Whether who wants to follow it has to wait for an answer; no unless the profile says so. */
        public boolean approvesFollowers() {
            return profile.manuallyApprovesFollowers().orElse(false);
        }
    }

    /**
     * It was there: 410 and a Tombstone. Its handle is best never given to another.
     *
     * @param since when it was deleted
     */
    record Gone(Instant since) implements LocalActor {}

    /** One that is there. */
    static LocalActor of(Actor profile) {
        return new Present(profile);
    }
}
