package dev.linkspan.relay;

import java.util.ArrayList;
import java.util.List;

/** A storage that can fail where a test wants it to. */
final class MemoryKeyRing implements KeyRingStorage {

    final List<KeyRing> saved = new ArrayList<>();
    private int savesLeft = Integer.MAX_VALUE;

    MemoryKeyRing(KeyRing first) {
        saved.add(first);
    }

    /** The process dies at the save after so many. */
    MemoryKeyRing failingAfter(int saves) {
        savesLeft = saves;
        return this;
    }

    MemoryKeyRing healed() {
        savesLeft = Integer.MAX_VALUE;
        return this;
    }

    @Override
    public KeyRing load() {
        return saved.getLast();
    }

    @Override
    public void save(KeyRing ring) {
        if (savesLeft-- <= 0) {
            throw new IllegalStateException("killed");
        }
        saved.add(ring);
    }
}
