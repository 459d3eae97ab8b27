package dev.linkspan.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test has its own, and after it nobody answers there any more. */
@WithFakeFediverse(Profile.LEMMY)
class FakeFediverseExtensionTest {

    private static final List<Integer> PORTS = new ArrayList<>();

    private FakeFediverse before;

    @BeforeEach
    void take(FakeFediverse fediverse) {
        before = fediverse;
    }

    @Test
    void one_test_has_one(FakeFediverse fediverse) {
        assertThat(fediverse).isSameAs(before);
        assertThat(fediverse.instances()).extracting(FakeInstance::profile).containsExactly(Profile.LEMMY);
        remember(fediverse);
    }

    @Test
    @WithFakeFediverse({Profile.THREADS, Profile.THREADS})
    void a_method_says_more_than_its_class(FakeFediverse fediverse) {
        assertThat(fediverse.instances())
                .extracting(FakeInstance::profile)
                .containsExactly(Profile.THREADS, Profile.THREADS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fediverse.instance(Profile.LEMMY))
                .withMessageContaining("[THREADS, THREADS]");
        remember(fediverse);
    }

    @AfterAll
    static void nobody_is_there_any_more() throws Exception {
        assertThat(PORTS).hasSize(3).doesNotHaveDuplicates();
        for (int port : PORTS) {
            boolean refused;
            try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)) {
                refused = !socket.isConnected();
            } catch (ConnectException e) {
                refused = true;
            }
            assertThat(refused).as("port %d", port).isTrue();
        }
    }

    private static void remember(FakeFediverse fediverse) {
        fediverse.instances().forEach(one -> PORTS.add(one.baseUri().getPort()));
    }
}
