package dev.linkspan.store;

/** What became of the wish to replay. */
public sealed interface ReplayResult {

    /**
     * The lane went back; whoever serves it begins there.
     *
     * @param entries how many entries of the log lie in the part, those included that do not concern the lane
     */
    record Started(long entries) implements ReplayResult {}

    /** The log holds nothing of that time that the lane has dealt with: what it has not, it will get anyway. */
    record Nothing() implements ReplayResult {}

    /** There is no lane, or it has no subscription. */
    record NotSubscribed() implements ReplayResult {}

    /** An earlier replay is not over. */
    record UnderWay() implements ReplayResult {}
}
