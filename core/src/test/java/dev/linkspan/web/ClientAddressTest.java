package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.client.AddressRanges;
import dev.linkspan.httpsignatures.Fields;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose address a request behind proxies is taken to have. Field values after RFC 7239, sections 4 and 6. */
class ClientAddressTest {

    private static final String XFF = "X-Forwarded-For";

    private final ClientAddress behind =
            ClientAddress.behind(AddressRanges.of(List.of("127.0.0.1", "::1", "10.0.0.0/8", "2001:db8:1::/48")));

    @Test
    void nobody_is_believed_unless_told_so() {
        Fields fields = Fields.of(XFF, "192.0.2.1").with("Forwarded", "for=192.0.2.1");

        assertThat(ClientAddress.ofPeer().of("127.0.0.1", fields)).isEqualTo("127.0.0.1");
        assertThat(ClientAddress.ofPeer().of("[::1]", fields)).isEqualTo("0:0:0:0:0:0:0:1");
    }

    @Test
    void a_stranger_that_claims_another_address_keeps_its_own() {
        assertThat(of("198.51.100.7", XFF, "192.0.2.1")).isEqualTo("198.51.100.7");
        assertThat(of("198.51.100.7", XFF, "127.0.0.1")).isEqualTo("198.51.100.7");
        assertThat(of("11.0.0.1", "Forwarded", "for=192.0.2.1")).isEqualTo("11.0.0.1");
    }

    @Test
    void a_trusted_proxy_tells_who_sent_it() {
        assertThat(of("127.0.0.1", XFF, "192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(of("127.0.0.1", XFF, "192.0.2.1:4711")).isEqualTo("192.0.2.1");
        assertThat(of("[::1]", XFF, "2001:db8::17")).isEqualTo("2001:db8:0:0:0:0:0:17");
        assertThat(of("::ffff:10.1.2.3", XFF, "192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(of("127.0.0.1", "Forwarded", "for=192.0.2.43")).isEqualTo("192.0.2.43");
        assertThat(of("127.0.0.1", "Forwarded", "proto=https; FOR=\"[2001:db8:cafe::17]:4711\";by=203.0.113.43"))
                .isEqualTo("2001:db8:cafe:0:0:0:0:17");
    }

    @Test
    void what_a_client_wrote_before_its_own_address_does_not_count() {
        assertThat(of("127.0.0.1", XFF, "203.0.113.9, 192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(of("127.0.0.1", XFF, "127.0.0.1, 192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(of("127.0.0.1", "Forwarded", "for=203.0.113.9, for=192.0.2.1"))
                .isEqualTo("192.0.2.1");
        Fields lines = Fields.of(XFF, "203.0.113.9").with(XFF, "192.0.2.1");
        assertThat(behind.of("127.0.0.1", lines)).isEqualTo("192.0.2.1");
    }

    @Test
    void trusted_proxies_behind_each_other_are_passed_through() {
        assertThat(of("127.0.0.1", XFF, "203.0.113.9, 192.0.2.1, 10.0.0.2, 2001:db8:1::5"))
                .isEqualTo("192.0.2.1");
        assertThat(of("127.0.0.1", XFF, "10.0.0.3, 10.0.0.2")).isEqualTo("10.0.0.3");
    }

    @Test
    void beyond_what_is_hidden_or_malformed_nobody_is_known() {
        for (String hop : List.of(
                "unknown",
                "_hidden",
                "",
                "localhost",
                "192.0.2.1:x",
                "192.0.2",
                "[::1",
                "fe80::1%eth0",
                "1.2.3.4:99999999")) {
            assertThat(of("127.0.0.1", XFF, "192.0.2.1, " + hop)).as(hop).isEqualTo("127.0.0.1");
            assertThat(of("127.0.0.1", XFF, "192.0.2.1, " + hop + ", 10.0.0.2"))
                    .as(hop)
                    .isEqualTo("10.0.0.2");
        }
        for (String element : List.of(
                "proto=https", "for=192.0.2.1;for=192.0.2.2", "for=\"192.0.2.1", "for=\"_a,for=192.0.2.1\"", "for")) {
            assertThat(of("127.0.0.1", "Forwarded", element)).as(element).isEqualTo("127.0.0.1");
        }
        assertThat(behind.of("127.0.0.1", Fields.none())).isEqualTo("127.0.0.1");
    }

    @Test
    void a_field_that_the_proxy_passed_on_unseen_does_not_win_over_the_one_that_it_wrote() {
        Fields agreeing = Fields.of(XFF, "203.0.113.9, 192.0.2.1").with("Forwarded", "for=192.0.2.1");
        Fields differing = Fields.of(XFF, "192.0.2.1").with("Forwarded", "for=203.0.113.9");

        assertThat(behind.of("127.0.0.1", agreeing)).isEqualTo("192.0.2.1");
        assertThat(behind.of("127.0.0.1", differing)).isEqualTo("127.0.0.1");
    }

    @Test
    void ranges_that_are_none_are_named() {
        for (String range : List.of(
                "",
                "localhost",
                "10.0.0.0/33",
                "10.0.0.0/x",
                "10.0.0.0/",
                "::/0",
                "0.0.0.0/0",
                "[::1]",
                "1.2.3/8",
                "/8")) {
            assertThatThrownBy(() -> AddressRanges.of(List.of(range)))
                    .as(range)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("address range: '" + range + "'");
        }
        assertThatThrownBy(() -> AddressRanges.of(List.of("10.1.2.3/8"))).hasMessageContaining("zeros behind");
        assertThatThrownBy(() -> AddressRanges.of(List.of("2001:db8::1/32"))).hasMessageContaining("zeros behind");
    }

    private String of(String peer, String field, String value) {
        return behind.of(peer, Fields.of(field, value));
    }
}
