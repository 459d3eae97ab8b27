package dev.linkspan.springboot;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.federation.Intake;
import dev.linkspan.federation.IntakeLimits;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.web.WebHandler;
import dev.linkspan.web.WebRequest;
import dev.linkspan.web.WebResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A Spring Boot application on its own Tomcat. */
@Timeout(120)
class LinkspanAutoConfigurationTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    @Test
    void the_handler_is_asked_first_and_the_application_for_the_rest() throws Exception {
        try (ConfigurableApplicationContext context = run(Federated.class)) {
            assertThat(send(context, "GET", "/actor", "")).isEqualTo("127.0.0.1: ");
            assertThat(send(context, "GET", "/about", "")).isEqualTo("the application");
        }
    }

    // The media type of which others read the body for its parameters.
    @Test
    void a_body_arrives_whole_from_the_client_that_a_trusted_proxy_names() throws Exception {
        try (ConfigurableApplicationContext context =
                run(Federated.class, "--linkspan.trusted-proxies=127.0.0.0/8", "--linkspan.body-deadline=10s")) {
            assertThat(send(context, "POST", "/actor", "a=b")).isEqualTo("192.0.2.7: a=b");
        }
    }

    @Test
    void an_application_without_a_handler_starts_as_ever() throws Exception {
        try (ConfigurableApplicationContext context = run(Application.class)) {
            assertThat(send(context, "GET", "/actor", "")).isEqualTo("the application");
        }
    }

    private static ConfigurableApplicationContext run(Class<?> application, String... arguments) {
        String[] all = new String[arguments.length + 3];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--server.port=0";
        all[arguments.length + 1] = "--server.address=127.0.0.1";
        all[arguments.length + 2] = "--spring.main.banner-mode=off";
        return SpringApplication.run(application, all);
    }

    private static String send(ConfigurableApplicationContext context, String method, String path, String body)
            throws Exception {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setRequestProperty("Content-Type", FORM);
        connection.setRequestProperty("X-Forwarded-For", "192.0.2.7");
        if (!body.isEmpty()) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.getBytes(US_ASCII));
        }
        return new String(connection.getInputStream().readAllBytes(), US_ASCII);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        ServletRegistrationBean<HttpServlet> application() {
            return new ServletRegistrationBean<>(new Page(), "/*");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Federated extends Application {

        @Bean
        WebHandler web() {
            return new Echo();
        }
    }

    @SuppressWarnings("serial")
    private static final class Page extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("the application");
        }
    }

    /** Says who sent what. */
    private static final class Echo implements WebHandler {

        private final Intake intake = new Intake(IntakeLimits.defaults(), () -> 0, new Random(1), reason -> {});

        @Override
        public boolean readsBody(String method, String path) {
            return method.equals("POST");
        }

        @Override
        public int maxBodyBytes() {
            return 100;
        }

        @Override
        public Intake.Verdict admit(String client, long declaredBytes) {
            return intake.admit(client, declaredBytes);
        }

        @Override
        public WebResponse putOff(Intake.Verdict.Refused refused) {
            return WebResponse.empty(503);
        }

        @Override
        public Optional<WebResponse> handle(WebRequest request) {
            return request.path().equals("/actor")
                    ? Optional.of(WebResponse.of(
                            200,
                            "text/plain",
                            Body.of(request.client() + ": " + request.body().text())))
                    : Optional.empty();
        }
    }
}
