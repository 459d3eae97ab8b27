package dev.linkspan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whatever fails, the connection goes back to its pool. */
class SessionTest {

    private final AtomicInteger closed = new AtomicInteger();

    private static <T> T of(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** A connection on which this method fails, and on whose statements closing does. */
    private Connection failing(String failing) {
        PreparedStatement statement = of(PreparedStatement.class, (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                throw new SQLException("injected");
            }
            return 1;
        });
        return of(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals(failing)) {
                throw new SQLException("injected");
            }
            if (method.getName().equals("close")) {
                closed.incrementAndGet();
            }
            return method.getName().equals("prepareStatement") ? statement : null;
        });
    }

    @Test
    void a_statement_that_cannot_be_closed_does_not_keep_the_connection() throws Exception {
        Session session = new Session(failing("none"));
        session.run("SELECT 1");

        assertThatThrownBy(session::close).hasMessage("injected");

        assertThat(closed).hasValue(1);
    }

    @Test
    void a_connection_that_cannot_be_made_ready_is_closed() {
        assertThatThrownBy(() -> Session.writing(failing("setAutoCommit"))).hasMessage("injected");

        assertThat(closed).hasValue(1);
    }
}
