package dev.linkspan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.benchmarks.LoadSuite.Run;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the suite asks of the driver. */
class LoadSuiteTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_driver_knows_each_scenario_and_its_options(boolean isShort) {
        for (Run run : LoadSuite.runs(isShort, "/rival.sh")) {
            List<String> words = run.words();
            Options options = Options.parse(words.subList(1, words.size()).toArray(String[]::new), LoadDriver.OPTIONS);

            assertThat(Scenario.all()).containsKey(words.getFirst());
            assertThat(options.text("rival", "/rival.sh")).isEqualTo("/rival.sh");
        }
    }
}
