/** Linkspan in a Spring Boot application. */
module dev.linkspan.springboot {
    requires transitive dev.linkspan.core;
    requires static transitive org.jspecify;
    requires jakarta.servlet;
    requires transitive spring.beans;
    requires transitive spring.boot;
    requires transitive spring.boot.autoconfigure;
    requires transitive spring.context;
    requires spring.core;

    exports dev.linkspan.springboot;

    opens dev.linkspan.springboot; // to Spring, which makes the beans
}
