package dev.linkspan.examples.springboot;

import dev.linkspan.springboot.FederationCustomizer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A micro-blog of many people. Its addresses are in {@link BlogController}, its settings in application.properties. */
@SpringBootApplication(proxyBeanMethods = false)
public class BlogApplication {

    /** The path of posts. */
    static final String POSTS = "/posts/{name}";

    /** Runs it; arguments are settings, such as {@code --linkspan.origin=https://social.example}. */
    public static void main(String[] args) {
        SpringApplication.run(BlogApplication.class, args);
    }

    // tag::customizer[]
    @Bean
    FederationCustomizer paths(Posts posts) {
        return federation ->
                federation.objects(POSTS, (values, requester) -> posts.named(values.getOrDefault("name", "")));
    }
    // end::customizer[]
}
