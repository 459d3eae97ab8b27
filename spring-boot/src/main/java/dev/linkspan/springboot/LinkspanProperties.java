package dev.linkspan.springboot;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code linkspan.*} of an application.
 *
 * @param origin the origin of all ids, such as {@code https://social.example}, never to be changed; without it there is no
 *     federation but one that the application makes itself
 * @param handleHost the host of handles, where it is another than the origin's; none unless configured
 * @param dataDir the folder of the SQLite database, if the application has no store of its own; {@code data} unless configured
 * @param allowPrivateNetwork whether others may be on private addresses and speak plain {@code http}, for tests and LANs; no
 *     unless configured
 * @param bodyDeadline how long the whole of a posted body may take; 30 seconds unless configured
 * @param trustedProxies the addresses and ranges of the reverse proxies in front, whose word on the client's address counts;
 *     none unless configured
 */
@ConfigurationProperties("linkspan")
public record LinkspanProperties(
        @DefaultValue("") String origin,
        @DefaultValue("") String handleHost,
        @DefaultValue("data") String dataDir,
        @DefaultValue("false") boolean allowPrivateNetwork,
        @DefaultValue("30s") Duration bodyDeadline,
        @DefaultValue List<String> trustedProxies) {

    /** Copies the list. */
    public LinkspanProperties {
        trustedProxies = List.copyOf(trustedProxies);
    }
}
