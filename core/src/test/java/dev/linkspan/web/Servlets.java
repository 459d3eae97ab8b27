package dev.linkspan.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/** What stands before and behind the handler in a servlet container. */
final class Servlets {

    private Servlets() {}

    /** Reads of a body that is not its own. */
    static final class Consumer implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            String how = Objects.requireNonNullElse(((HttpServletRequest) request).getHeader("X-Consume"), "");
            switch (how) {
                case "all" -> {
                    byte[] unused = request.getInputStream().readAllBytes();
                }
                case "some" -> {
                    byte[] unused = request.getInputStream().readNBytes(1);
                }
                case "reader" -> {
                    String unused = request.getReader().readLine();
                }
                default -> {}
            }
            chain.doFilter(request, response);
        }
    }

    @SuppressWarnings("serial") // nobody writes it anywhere
    static final class Application extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            int length = request.getInputStream().readAllBytes().length;
            response.getWriter().print("the application: " + length + " bytes");
        }
    }
}
