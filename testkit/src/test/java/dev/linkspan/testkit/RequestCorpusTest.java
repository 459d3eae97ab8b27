package dev.linkspan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application takes what others send, and nothing that was tampered with. */
@WithFakeFediverse(Profile.MASTODON)
class RequestCorpusTest {

    private TestApplication application;
    private FakeAccount sender;
    private URI inbox;

    @BeforeEach
    void start(FakeFediverse fediverse) throws Exception {
        application = new TestApplication(fediverse.clock());
        sender = fediverse.account(Profile.MASTODON, "sam");
        inbox = URI.create(application.alice.id() + "/inbox");
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void every_software_is_understood() throws Exception {
        List<SampleRequest> samples = RequestCorpus.good(sender, inbox);

        assertThat(samples).hasSize(10);
        for (SampleRequest sample : samples) {
            assertThat(sample.send().status()).as(sample.name()).isEqualTo(202);
            assertThat(application.next("Like").body()).as(sample.name()).isEqualTo(sample.body());
        }
    }

    @Test
    void nothing_that_was_tampered_with_is_taken() {
        List<SampleRequest> samples = RequestCorpus.bad(sender, inbox);

        assertThat(samples).hasSize(16).extracting(SampleRequest::name).doesNotHaveDuplicates();
        for (SampleRequest sample : samples) {
            assertThat(sample.send().status()).as(sample.name()).isBetween(400, 403);
        }
    }
}
