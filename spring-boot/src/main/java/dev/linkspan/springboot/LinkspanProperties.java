package dev.linkspan.springboot;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code linkspan.*} of an application.
 *
 * @param bodyDeadline how long the whole of a posted body may take; 30 seconds unless configured
 * @param trustedProxies the addresses and ranges of the reverse proxies in front, whose word on the client's address counts;
 *     none unless configured
 */
@ConfigurationProperties("linkspan")
public record LinkspanProperties(
        @DefaultValue("30s") Duration bodyDeadline,
        @DefaultValue List<String> trustedProxies) {

    /** Copies the list. */
    public LinkspanProperties {
        trustedProxies = List.copyOf(trustedProxies);
    }
}
