package dev.linkspan.springboot;

import dev.linkspan.client.AddressRanges;
import dev.linkspan.federation.Federation;
import dev.linkspan.web.ClientAddress;
import dev.linkspan.web.FederationFilter;
import dev.linkspan.web.FederationWeb;
import dev.linkspan.web.WebHandler;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Serves the application's {@link Federation}, or any other {@link WebHandler} bean that it has: what is not the handler's
 * goes on to the application's own controllers. For Spring Boot on a servlet container.
 */
@AutoConfiguration(after = LinkspanAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class LinkspanWebAutoConfiguration {

    /** For Spring. */
    public LinkspanWebAutoConfiguration() {}

    /** The face of the federation. */
    @Bean
    @ConditionalOnSingleCandidate(Federation.class)
    @ConditionalOnMissingBean(WebHandler.class)
    public FederationWeb federationWeb(Federation federation) {
        return new FederationWeb(federation);
    }

    /** The filter, in front of all others: some of Spring's read bodies, which then cannot be verified any more. */
    @Bean
    @ConditionalOnBean(WebHandler.class)
    @ConditionalOnMissingBean(name = "federationFilter")
    public FilterRegistrationBean<FederationFilter> federationFilter(WebHandler web, LinkspanProperties properties) {
        ClientAddress clients = ClientAddress.behind(AddressRanges.of(properties.trustedProxies()));
        FilterRegistrationBean<FederationFilter> registration =
                new FilterRegistrationBean<>(new FederationFilter(web, properties.bodyDeadline(), clients));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
