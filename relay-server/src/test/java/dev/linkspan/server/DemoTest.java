package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoTest {

    @Test
    void the_demo_ends_well_and_says_what_it_saw() {
        StringWriter out = new StringWriter();
        CommandLine linkspan = new CommandLine(new LinkspanCommand());
        linkspan.setOut(new PrintWriter(out));

        int exitCode = linkspan.execute("demo", "--plain");

        assertThat(out.toString())
                .contains("14 published, 27 deliveries expected, 27 received, 0 lost, 0 unexpected")
                .containsPattern("(?m)^OK  27 of 27 deliveries arrived, 2 forgeries refused, in \\d")
                .contains("401 signature_invalid")
                .contains("401 signer_not_actor")
                .contains("forwarded")
                .contains("announced")
                .contains("undone")
                .doesNotContain("\u001b[");
        assertThat(exitCode).isZero();
    }

    @Test
    void the_demo_fails_when_a_server_is_not_served(@TempDir Path folder) throws Exception {
        StringWriter out = new StringWriter();
        try (DemoStage stage = DemoStage.start(folder)) {
            stage.pleroma().answerWith(500);

            boolean good =
                    new DemoPlay(stage, new DemoScreen(new PrintWriter(out), false), Duration.ofMillis(500)).run();

            assertThat(good).isFalse();
            assertThat(out.toString())
                    .containsPattern("!! pleroma-one .*no answer")
                    .containsPattern("(?m)^FAILED");
        }
    }

    @Test
    void a_percentile_is_the_smallest_latency_that_covers_its_share() {
        DemoTally tally = new DemoTally();
        for (double millis : new double[] {40, 10, 30, 20}) {
            tally.received(millis);
        }

        assertThat(tally.percentileMillis(0.5)).isEqualTo(20);
        assertThat(tally.percentileMillis(0.99)).isEqualTo(40);
    }

    @Test
    void one_lost_delivery_or_one_forgery_let_through_spoils_the_verdict() {
        DemoTally lost = new DemoTally();
        lost.published(2);
        lost.received(1);
        DemoTally forged = new DemoTally();
        forged.published(0);
        forged.forgery(false);

        assertThat(lost.isGood()).isFalse();
        assertThat(forged.isGood()).isFalse();
    }
}
