package dev.linkspan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

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
    void takes_publishers_and_names_for_no_subscribers() {
        assertThat(Addresses.subscriberAt(addresses.publisher(3))).isEmpty();
        assertThat(Addresses.subscriberAt("relay.example")).isEmpty();
        assertThat(Addresses.subscriberAt("127.0.0.1:9000")).isEmpty();
    }
}
