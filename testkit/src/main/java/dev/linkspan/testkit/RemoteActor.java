package dev.linkspan.testkit;

import java.security.PublicKey;

/** A foreign actor as far as an instance needs it; absent strings are empty. */
record RemoteActor(String id, String type, String inbox, String sharedInbox, String keyId, PublicKey key) {}
