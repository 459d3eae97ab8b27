package dev.linkspan.delivery;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What may be under way at once, over all lanes: posts, bytes of their bodies, posts to lanes that did not take anything lately,
 * and posts that wait for a signature. Thread-safe; only the dispatcher's thread takes places.
 */
final class Places {

    /** How many posts wait for each signing thread at most: enough to keep it busy until the dispatcher runs again. */
    private static final int WAITING_PER_SIGNER = 64;

    private final int maxPosts;
    private final long maxBytes;
    private final int maxUnsigned;
    private final AtomicInteger posts = new AtomicInteger();
    private final AtomicInteger doubtful = new AtomicInteger();
    private final AtomicInteger unsigned = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    Places(DeliverySettings settings) {
        this.maxPosts = settings.maxInFlight();
        this.maxBytes = settings.maxBytesInFlight();
        this.maxUnsigned = WAITING_PER_SIGNER * settings.signers();
    }

    /** How many posts are under way. */
    int posts() {
        return posts.get();
    }

    /** Whether another post may begin. One may whatever its size, or it never could. */
    boolean hasRoom() {
        return posts.get() < maxPosts && unsigned.get() < maxUnsigned && bytes.get() < maxBytes;
    }

    /** Whether another post to a lane in doubt may begin, if there is room at all. */
    boolean hasRoomForDoubt() {
        return doubtful.get() < Math.max(1, maxPosts / 2);
    }

    /** Whether so many are taken that each lane has to do with one post under way: a few that hang must not take them all. */
    boolean areScarce() {
        return posts.get() > maxPosts / 2;
    }

    /**
     * Whether the dispatcher has to look now for what has become ready. If not, it is called before the signers run dry: by
     * {@link #signed}.
     */
    boolean wantsMore() {
        return unsigned.get() < maxUnsigned / 2;
    }

    /** A turn begins: nothing of it is known but that there may be a post. */
    void reserve() {
        posts.incrementAndGet();
    }

    /** The turn has a post. */
    void take(Slot slot) {
        unsigned.incrementAndGet();
        bytes.addAndGet(slot.bytes);
        doubtful.addAndGet(slot.doubtful ? 1 : 0);
    }

    /**
     * A post has its signature, or gets none.
     *
     * @return whether the dispatcher has to look for more
     */
    boolean signed() {
        return unsigned.decrementAndGet() == maxUnsigned / 2 - 1;
    }

    /**
     * A post is over.
     *
     * @return how many are still under way
     */
    int release(int size, boolean wasDoubtful) {
        bytes.addAndGet(-size);
        doubtful.addAndGet(wasDoubtful ? -1 : 0);
        return posts.decrementAndGet();
    }
}
