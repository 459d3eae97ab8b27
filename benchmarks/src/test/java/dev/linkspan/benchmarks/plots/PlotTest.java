package dev.linkspan.benchmarks.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class PlotTest {

    @Test
    void is_well_formed_and_draws_every_series_with_its_name() throws Exception {
        Series one = new Series("a < b & c", List.of(new Series.Point(10, 5), new Series.Point(1000, 7)), true);
        Series two = new Series("other", List.of(new Series.Point(10, 1), new Series.Point(1000, 2)), false);

        String svg =
                new Plot("title", Axis.logarithmic("lanes", 10, 1000), Axis.linear("ms", 7), List.of(one, two)).svg();

        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(2);
        assertThat(document.getDocumentElement().getTextContent()).contains("a < b & c", "other", "lanes", "ms");
    }

    @Test
    void rounds_a_linear_axis_up_to_a_step_of_one_two_or_five() {
        Axis axis = Axis.linear("ms", 1513);

        assertThat(axis.ticks()).containsExactly(0.0, 500.0, 1000.0, 1500.0, 2000.0);
        assertThat(axis.place(500)).isEqualTo(0.25);
    }

    @Test
    void gives_equal_ratios_equal_distances_on_a_logarithmic_axis() {
        Axis axis = Axis.logarithmic("lanes", 10, 10_000);

        assertThat(axis.ticks()).containsExactly(10.0, 100.0, 1000.0, 10_000.0);
        assertThat(axis.place(100)).isEqualTo(1.0 / 3, within(1e-9));
        assertThat(axis.place(1)).isZero();
    }
}
