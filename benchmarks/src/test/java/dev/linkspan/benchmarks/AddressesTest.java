package dev.linkspan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressesTest {

    private final Addresses addresses = new Addresses(9000);

    @Test
    void gives_each_subscriber_its_own_address_and_finds_it_again() {
        for (int index : new int[] {0, 1, 249, 250, 999, 10_000, 62_499, 62_500}) {
            assertThat(Addresses.subscriberAt(addresses.subscriber(index))).hasValue(index);
        }
        assertThat(addresses.subscriber(0)).isEqualTo("127.1.0.1:9000");
        assertThat(addresses.subscriber(250)).isEqualTo("127.1.1.1:9000");
    }

    @Test
    void gives_a_group_of_subscribers_the_port_of_its_own() {
        Addresses grouped = new Addresses(9000, List.of(new Addresses.Group(5, 9001), new Addresses.Group(10, 9002)));

        assertThat(grouped.subscriber(4)).isEqualTo("127.1.0.5:9000");
        assertThat(grouped.subscriber(5)).isEqualTo("127.1.0.6:9001");
        assertThat(grouped.subscriber(10)).isEqualTo("127.1.0.11:9002");
        assertThat(grouped.publisher(0)).isEqualTo("127.200.0.1:9000");
    }

    @Test
    void takes_publishers_and_names_for_no_subscribers() {
        assertThat(Addresses.subscriberAt(addresses.publisher(3))).isEmpty();
        assertThat(Addresses.subscriberAt("relay.example")).isEmpty();
        assertThat(Addresses.subscriberAt("127.0.0.1:9000")).isEmpty();
    }
}
