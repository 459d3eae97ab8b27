package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.delivery.DeliverySettings;
import dev.linkspan.delivery.MaximumAges;
import dev.linkspan.federation.IntakeLimits;
import dev.linkspan.federation.Retention;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Flag over environment over file, under one name. */
class SettingsTest {

    @TempDir
    Path folder;

    @Test
    void a_flag_wins_over_the_environment_and_that_over_the_file() throws Exception {
        Path file = folder.resolve("relay.conf");
        Files.writeString(file, """
                base-url = "https://file.example"
                listen = "127.0.0.1:1"
                name = "from the file"
                block = [a.example, b.example]
                """);
        Map<String, String> environment =
                Map.of("LINKSPAN_LISTEN", "127.0.0.1:2", "LINKSPAN_NAME", "from the environment");

        ParseResult serve = parse(environment, "serve", "--config", file.toString(), "--name", "from the flag")
                .subcommand();

        assertThat(value(serve, "--base-url")).isEqualTo("https://file.example");
        assertThat(value(serve, "--listen")).isEqualTo("127.0.0.1:2");
        assertThat(value(serve, "--name")).isEqualTo("Optional[from the flag]");
        assertThat(value(serve, "--block")).isEqualTo("[a.example, b.example]");
        assertThat(value(serve, "--data-dir")).isEqualTo("data");
    }

    @Test
    void a_switch_can_stand_in_the_environment() {
        ParseResult serve = parse(
                        Map.of(
                                "LINKSPAN_BASE_URL", "http://127.0.0.1:1",
                                "LINKSPAN_ALLOW_PRIVATE_NETWORK", "true"),
                        "serve")
                .subcommand();

        assertThat(value(serve, "--allow-private-network")).isEqualTo("true");
    }

    @Test
    void trusted_proxies_are_ranges_from_anywhere_and_none_unless_set() {
        Map<String, String> environment =
                Map.of("LINKSPAN_BASE_URL", "http://127.0.0.1:1", "LINKSPAN_TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8");

        assertThat(value(parse(environment, "serve").subcommand(), "--trusted-proxies"))
                .isEqualTo("[127.0.0.1, 10.0.0.0/8]");
        assertThat(value(
                        parse(Map.of("LINKSPAN_BASE_URL", "http://127.0.0.1:1"), "serve")
                                .subcommand(),
                        "--trusted-proxies"))
                .isEqualTo("null");
        Cli run = Cli.run("serve", "--base-url=http://127.0.0.1:1", "--data-dir=" + folder, "--trusted-proxies=nginx");
        assertThat(run.err()).contains("address range: 'nginx' (expected: such as 127.0.0.1");
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    void a_body_has_half_a_minute_unless_told_otherwise_and_never_none() {
        Map<String, String> environment = Map.of("LINKSPAN_BASE_URL", "http://127.0.0.1:1");

        assertThat(value(parse(environment, "serve").subcommand(), "--body-deadline"))
                .isEqualTo("PT30S");
        assertThat(value(parse(environment, "serve", "--body-deadline", "2m").subcommand(), "--body-deadline"))
                .isEqualTo("PT2M");
        Cli run = Cli.run("serve", "--base-url=http://127.0.0.1:1", "--body-deadline=0s", "--data-dir=" + folder);
        assertThat(run.err()).contains("body-deadline: PT0S (expected: more than 0)");
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    void the_intake_has_the_librarys_limits_unless_told_otherwise_and_room_for_a_whole_body() {
        Map<String, String> environment = Map.of("LINKSPAN_BASE_URL", "http://127.0.0.1:1");
        ParseResult serve = parse(environment, "serve").subcommand();
        IntakeLimits defaults = IntakeLimits.defaults();

        assertThat(value(serve, "--intake-requests")).isEqualTo("" + defaults.requests());
        assertThat(value(serve, "--intake-body-bytes")).isEqualTo("" + defaults.bodyBytes());
        assertThat(value(serve, "--intake-waiting-acts")).isEqualTo("" + defaults.waitingActs());
        assertThat(value(serve, "--intake-free-bytes")).isEqualTo("" + defaults.minFreeBytes());
        assertThat(value(serve, "--intake-stored-bytes")).isEqualTo("" + defaults.maxStoredBytes());
        Cli none = Cli.run("serve", "--base-url=http://127.0.0.1:1", "--intake-requests=0", "--data-dir=" + folder);
        assertThat(none.err()).contains("intake-requests: 0 (expected: at least 1)");
        Cli small = Cli.run(
                "serve",
                "--base-url=http://127.0.0.1:1",
                "--allow-private-network",
                "--listen=127.0.0.1:0",
                "--intake-body-bytes=1048576",
                "--data-dir=" + folder);
        assertThat(small.err()).contains("intake-body-bytes 1048576 is too little for bodies of 1048576 bytes");
        assertThat(small.exit()).isEqualTo(2);
    }

    @Test
    void deliveries_are_made_as_the_library_makes_them_unless_told_otherwise() {
        Map<String, String> environment = Map.of("LINKSPAN_BASE_URL", "http://127.0.0.1:1");

        DeliveryOptions usual = deliveries(parse(environment, "serve"));
        assertThat(usual.delivery())
                .isEqualTo(DeliverySettings.builder().maxWindow(16).build());
        assertThat(usual.retention()).isEqualTo(Retention.defaults());
        assertThat(usual.history()).isZero();
        assertThat(usual.greetAfter()).isEqualTo(Duration.ofHours(1));

        DeliveryOptions other = deliveries(parse(
                Map.of("LINKSPAN_BASE_URL", "http://127.0.0.1:1", "LINKSPAN_KEEP_DELIVERED", "48h"),
                "serve",
                "--max-window=3",
                "--max-age=Announce=2d,others=5d",
                "--max-in-flight=77",
                "--suspend-after=2d",
                "--expire-after=9d",
                "--retention=3d",
                "--remember=20d",
                "--new-subscriber-history=6h",
                "--greet-after=10m"));
        assertThat(other.delivery())
                .isEqualTo(DeliverySettings.builder()
                        .maxWindow(3)
                        .maxAge(new MaximumAges(
                                Duration.ofDays(5),
                                Map.of("Create", Duration.ofDays(3), "Announce", Duration.ofDays(2))))
                        .maxInFlight(77)
                        .suspendAfter(Duration.ofDays(2))
                        .expireAfter(Duration.ofDays(9))
                        .build());
        assertThat(other.retention())
                .isEqualTo(new Retention(
                        Duration.ofDays(3), Duration.ofDays(2), Duration.ofDays(20), Duration.ofDays(20)));
        assertThat(other.history()).isEqualTo(Duration.ofHours(6));
        assertThat(other.greetAfter()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void settings_of_deliveries_that_make_no_sense_are_explained() {
        assertThat(refused("--expire-after=2d")).contains("expire-after: PT48H (expected: at least suspend-after");
        assertThat(refused("--suspend-after=0d")).contains("suspend-after: PT0S (expected: more than 0)");
        assertThat(refused("--remember=2d")).contains("retention of keys: PT48H (expected: at least PT168H");
        assertThat(refused("--max-age=Anounce=2d")).contains("'Anounce' is no type with a maximum age");
        assertThat(refused("--max-age=Delete=2d")).contains("expected: Create, Update, Announce or others");
        assertThat(refused("--max-age=Create=soon")).contains("'soon' is no span of time");
        assertThat(refused("--max-window=0")).contains("maxWindow: 0 (expected: at least 1)");
        assertThat(refused("--keep-delivered=some")).contains("'some' is no span of time");
    }

    private String refused(String option) {
        Cli run = Cli.run("serve", "--base-url=http://127.0.0.1:1", "--data-dir=" + folder, option);
        assertThat(run.exit()).isEqualTo(2);
        return run.err();
    }

    private static DeliveryOptions deliveries(ParseResult parsed) {
        return (DeliveryOptions)
                parsed.subcommand().commandSpec().mixins().get("deliveries").userObject();
    }

    @Test
    void a_missing_base_url_is_named() {
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine(Map.of(), "serve");
        commandLine.setErr(new PrintWriter(err));

        assertThat(commandLine.execute("serve")).isEqualTo(2);
        assertThat(err.toString()).contains("--base-url");
    }

    @Test
    void a_settings_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> Main.commandLine(Map.of("LINKSPAN_CONFIG", "/nonexistent/relay.conf"), "serve"))
                .hasMessageContaining("/nonexistent/relay.conf");
    }

    @Test
    void a_misspelt_setting_stops_the_start_instead_of_falling_back() throws Exception {
        Path file = folder.resolve("relay.conf");
        Files.writeString(file, "base-url = \"https://file.example\"\nfolow-policy = \"approval\"\n");

        assertThatThrownBy(() -> Main.commandLine(Map.of("LINKSPAN_CONFIG", file.toString()), "serve"))
                .hasMessageContaining("folow-policy")
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> Main.commandLine(Map.of("LINKSPAN_FOLOW_POLICY", "approval"), "serve"))
                .hasMessageContaining("LINKSPAN_FOLOW_POLICY");
    }

    @Test
    void a_settings_file_that_does_not_parse_is_explained() throws Exception {
        Path file = folder.resolve("relay.conf");
        Files.writeString(file, "base-url = https://file.example\n");

        assertThatThrownBy(() -> Main.commandLine(Map.of("LINKSPAN_CONFIG", file.toString()), "serve"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("quotes");
    }

    private static ParseResult parse(Map<String, String> environment, String... args) {
        return Main.commandLine(environment, args).parseArgs(args);
    }

    private static String value(ParseResult serve, String option) {
        Object value = serve.commandSpec().findOption(option).getValue();
        return String.valueOf(value);
    }
}
