package dev.linkspan.springboot;

import dev.linkspan.federation.ActorSource;
import dev.linkspan.federation.Federation;
import dev.linkspan.federation.FederationBuilder;
import dev.linkspan.federation.Listener;
import dev.linkspan.federation.ObjectListener;
import dev.linkspan.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Makes a {@link Federation} of the properties {@code linkspan.*} and of what the application has as beans: an
 * {@link ActorSource}, any number of {@link Listener}s and {@link ObjectListener}s, a {@link Store} in place of an SQLite
 * database, and {@link FederationCustomizer}s for all else. Needs {@code linkspan.origin}; an application that has a federation
 * of its own keeps it.
 *
 * <p>The federation is closed after the web server has stopped, and before its store and whatever its listeners use.
 */
@AutoConfiguration
@EnableConfigurationProperties(LinkspanProperties.class)
public class LinkspanAutoConfiguration {

    /** For Spring. */
    public LinkspanAutoConfiguration() {}

    /** What it remembers: in an SQLite database, for which the application brings the driver. */
    @Bean
    @ConditionalOnProperty("linkspan.origin")
    @ConditionalOnMissingBean({Store.class, Federation.class})
    public Store linkspanStore(LinkspanProperties properties) {
        return Store.sqlite(Path.of(properties.dataDir()));
    }

    /** The federation. Collections, not providers, of beans: so they are closed after it. */
    @Bean
    @ConditionalOnProperty("linkspan.origin")
    @ConditionalOnMissingBean
    public Federation federation(
            LinkspanProperties properties,
            Store store,
            Optional<ActorSource> actors,
            Map<String, Listener<?>> listeners,
            Map<String, ObjectListener<?, ?>> objectListeners,
            List<FederationCustomizer> customizers,
            ConfigurableListableBeanFactory beans) {
        FederationBuilder builder = Federation.builder()
                .origin(properties.origin())
                .store(store)
                .allowPrivateNetwork(properties.allowPrivateNetwork());
        if (!properties.handleHost().isEmpty()) {
            builder.handleHost(properties.handleHost());
        }
        actors.ifPresent(builder::actors);
        ListenerBeans named = new ListenerBeans(beans, builder);
        listeners.forEach(named::add);
        objectListeners.forEach(named::add);
        customizers.forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }
}
