package dev.linkspan.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases N-01 to N-05 and N-09 to N-12 of the collection of attacks on federation software. */
class AddressGuardTest {

    private final AddressGuard publicOnly = AddressGuard.publicOnly();
    private final AddressGuard privateToo = AddressGuard.allowingPrivateNetwork();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.255",
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "192.168.255.255",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255"
            })
    void n01_refuses_private_ipv4_addresses_unless_the_private_network_is_allowed(String address) throws Exception {
        assertThat(publicOnly.refusal(address(address))).isPresent();
        assertThat(privateToo.refusal(address(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "192.31.196.1",
                "192.52.193.1",
                "192.175.48.1"
            })
    void n02_refuses_ipv4_addresses_at_which_no_peer_can_be_even_on_a_private_network(String address) throws Exception {
        assertThat(publicOnly.refusal(address(address))).isPresent();
        assertThat(privateToo.refusal(address(address))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "fe80::1", "febf::1", "fc00::1", "fdff::1"})
    void n03_refuses_private_ipv6_addresses_unless_the_private_network_is_allowed(String address) throws Exception {
        assertThat(publicOnly.refusal(address(address))).isPresent();
        assertThat(privateToo.refusal(address(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "fec0::1",
                "ff02::1",
                "100::1",
                "100:0:0:1::1",
                "2001::1",
                "2001:1ff::1",
                "2001:db8::1",
                "2002:a00:1::",
                "2620:4f:8000::1",
                "3fff::1",
                "5f00::1",
                "4000::1",
                "e000::1",
                "1::1"
            })
    void n03_refuses_ipv6_addresses_at_which_no_peer_can_be_even_on_a_private_network(String address) throws Exception {
        assertThat(publicOnly.refusal(address(address))).isPresent();
        assertThat(privateToo.refusal(address(address))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
                "128.0.0.0", "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0",
                "198.17.255.255", "198.20.0.0", "223.255.255.255", "2001:200::1", "2606:4700::1111", "2a00::1",
                "64:ff9b::101:101"
            })
    void permits_public_addresses_up_to_the_very_edges_of_the_special_blocks(String address) throws Exception {
        assertThat(publicOnly.refusal(address(address))).isEmpty();
        assertThat(privateToo.refusal(address(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::ffff:127.0.0.1",
                "::ffff:7f00:1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2001:0:7f00:1::"
            })
    void n04_refuses_private_ipv4_addresses_wrapped_in_ipv6(String address) throws Exception {
        assertThat(publicOnly.refusal(address(address))).isPresent();
    }

    @Test
    void n04_judges_a_mapped_address_as_ipv4_although_java_keeps_it_as_ipv6() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        mapped[12] = 10;
        mapped[15] = 1;
        assertThat(publicOnly.refusal(Inet6Address.getByAddress("mapped", mapped, 1)))
                .isPresent();

        mapped[12] = 1;
        assertThat(publicOnly.refusal(Inet6Address.getByAddress("mapped", mapped, 1)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[::1]/",
                "https://[fe80::1]/",
                "https://10.0.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://0.0.0.0/",
                "https://0/"
            })
    void n04_refuses_literals_before_anything_is_resolved(String uri) {
        assertThat(publicOnly.refusal(URI.create(uri))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.1/", "https://2130706433/", "https://0x7f.1/", "https://0177.0.0.1/",
                "https://0x7f000001/", "https://127.0.0.1.2/", "https://1.2.3.256/", "https://1.2.3.04/",
                "https://evil.example.1/", "https://example.com./", "https://localhost./", "https://127.0.0.1./",
                "https://./", "https://a..example/", "https://[fe80::1%25eth0]/"
            })
    void n05_refuses_every_unusual_spelling_of_a_host_on_any_network(String uri) {
        assertThat(publicOnly.refusal(URI.create(uri))).isPresent();
        assertThat(privateToo.refusal(URI.create(uri))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://localhost/", "https://LOCALHOST/", "https://redis.localhost/", "https://a.LocalHost/"})
    void n05_refuses_names_of_this_machine_unless_the_private_network_is_allowed(String uri) {
        assertThat(publicOnly.refusal(URI.create(uri))).isPresent();
        assertThat(privateToo.refusal(URI.create(uri))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://social.example/",
                "data:text/html,x",
                "gopher://social.example/",
                "jar:file:/a!/b",
                "unix:/run/x.sock",
                "javascript:alert(1)",
                "//social.example/",
                "/inbox",
                "https:a",
                "https:///inbox"
            })
    void n10_refuses_every_scheme_but_http_and_uris_without_a_host(String uri) {
        assertThat(publicOnly.refusal(URI.create(uri))).isPresent();
        assertThat(privateToo.refusal(URI.create(uri))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user@social.example/",
                "https://user:secret@social.example/",
                "https://@social.example/",
                "https://social.example%2eevil.example/",
                "https://b\u00fccher.example/",
                "https://social\u3002example/",
                "https://\uff11\uff12\uff17.0.0.1/",
                "https://social_1.example/"
            })
    void n11_refuses_authorities_that_two_parsers_may_read_differently(String uri) {
        assertThat(publicOnly.refusal(URI.create(uri))).isPresent();
        assertThat(privateToo.refusal(URI.create(uri))).isPresent();
    }

    @Test
    void n12_permits_port_443_only_unless_the_private_network_is_allowed() {
        assertThat(publicOnly.refusal(URI.create("https://social.example/inbox")))
                .isEmpty();
        assertThat(publicOnly.refusal(URI.create("HTTPS://Social.Example:443/inbox?x#y")))
                .isEmpty();
        assertThat(publicOnly.refusal(URI.create("https://xn--bcher-kva.example/")))
                .isEmpty();
        assertThat(publicOnly.refusal(URI.create("https://social.example:8443/")))
                .isPresent();
        assertThat(publicOnly.refusal(URI.create("https://social.example:80/"))).isPresent();
        assertThat(publicOnly.refusal(URI.create("http://social.example/"))).isPresent();

        assertThat(privateToo.refusal(URI.create("http://social.example/"))).isEmpty();
        assertThat(privateToo.refusal(URI.create("http://localhost:6379/"))).isEmpty();
        assertThat(privateToo.refusal(URI.create("http://[::1]:8080/"))).isEmpty();
        assertThat(privateToo.refusal(URI.create("http://localhost:0/"))).isPresent();
        assertThat(privateToo.refusal(URI.create("http://localhost:65536/"))).isPresent();
    }

    @Test
    void a_refusal_is_one_short_line_whatever_the_stranger_wrote() {
        String detail = publicOnly
                .refusal(URI.create("https://" + "\u3002".repeat(5_000) + "/"))
                .orElseThrow();

        assertThat(detail).hasSizeLessThan(300).doesNotContain("\n");
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(literal)).findFirst().orElseThrow();
    }
}
