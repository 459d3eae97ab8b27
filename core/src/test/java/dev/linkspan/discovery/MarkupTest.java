package dev.linkspan.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.build.Work;
import dev.linkspan.discovery.Tags.Language;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links in HTML, XML and {@code Link} fields, honest and hostile. */
class MarkupTest {

    private static final int MEGABYTE = 1 << 20;

    /** It takes some 10 milliseconds; by the square of the length it would take minutes. */
    private static final long MOST_NANOS = 5_000_000_000L;

    @Test
    void reads_start_tags_with_their_attributes() {
        assertThat(tags("<!DOCTYPE html><Link REL=alternate\n href='/a?b=1&amp;c' type=\"x\" checked/><p>text</p>"))
                .extracting(Tags.Tag::name)
                .containsExactly("link", "p");
        Tags.Tag link = tags("<Link REL=alternate\n href='/a?b=1&amp;c' type=\"x\" checked href=second/>")
                .getFirst();
        assertThat(link.attribute("rel")).contains("alternate");
        assertThat(link.attribute("href")).contains("/a?b=1&c");
        assertThat(link.attribute("type")).contains("x");
        assertThat(link.attribute("checked")).contains("");
        assertThat(link.attribute("none")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!-- <link> -->",
                "<!-- <link>",
                "<script>'<link>'</script>",
                "<style><link></STYLE>",
                "<title><link>",
                "<textarea><link></textarea>",
                "</link>",
                "<?link?>",
                "<!link>",
                "< link>",
                "<link",
                "<link href=\"",
                "<x title=\"<link>\">",
                "<x title='<link>'>"
            })
    void what_only_looks_like_a_tag_is_none(String html) {
        assertThat(tags(html)).extracting(Tags.Tag::name).doesNotContain("link");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<script></script><link>", "<a <link>", "<3 <link>", "<!-- --><link>", "<title></title><link>"})
    void a_tag_behind_something_odd_is_found(String html) {
        assertThat(tags(html)).extracting(Tags.Tag::name).contains("link");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a <a ",
                "<",
                "</",
                "<!--",
                "<!-->",
                "<![CDATA[",
                "<a b=\"",
                "<a b='c' ",
                "<a b=",
                "<a b=c",
                "<script>",
                "<script></",
                "<title></",
                "<link rel=alternate href=/a>",
                "<a/",
                "=\"'",
                "&amp;",
                "<?",
                "\u0000"
            })
    void p04_a_megabyte_of_broken_markup_is_read_in_linear_time(String shape) {
        String html = shape.repeat(MEGABYTE / shape.length());
        String inTag = "<link rel=alternate " + html;

        for (Language language : Language.values()) {
            assertThat(Work.cpuNanos(
                            () -> assertThat(Tags.in(html, language).count()).isNotNegative()))
                    .isLessThan(MOST_NANOS);
            assertThat(Work.cpuNanos(
                            () -> assertThat(Tags.in(inTag, language).count()).isNotNegative()))
                    .isLessThan(MOST_NANOS);
        }
    }

    /** The first of RFC 8288 §3.5's examples, and such as servers send. */
    @Test
    void reads_link_fields() {
        List<WebLink> links = LinkField.parse(List.of(
                "<http://example.com/TheBook/chapter2>; rel=\"previous\"; title=\"previous chapter\"",
                "</a>; rel=alternate; type=\"application/activity+json\" , </b>;REL=\"x \\\"y\\\"\";rel=z",
                "</anchored>; rel=alternate; anchor=\"/other\", </last>;rel=\"alternate\""));

        assertThat(links)
                .extracting(link -> link.href().orElseThrow())
                .containsExactly("http://example.com/TheBook/chapter2", "/a", "/b", "/last");
        assertThat(links.get(1).isActivityStreams()).isTrue();
        assertThat(links.get(2))
                .isEqualTo(new WebLink("x \"y\"", Optional.empty(), Optional.of("/b"), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<", "</a", "/a; rel=x", "</a>", "</a> rel=x", "</a>; rel", ",,,", "</a>;;;", "</a>; =x"})
    void malformed_link_fields_give_no_usable_link(String line) {
        assertThat(LinkField.parse(List.of(line)))
                .filteredOn(link -> link.is("x"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "<>",
                "<>;",
                "<a>;b=\"",
                "<a>;b=\"c\"",
                "<a>;rel=b,",
                ",",
                ";",
                "<a>;;",
                "\"",
                "\\",
                "<a>;b=\\"
            })
    void p03_link_fields_are_read_in_linear_time(String shape) {
        String line = shape.repeat(MEGABYTE / shape.length());

        assertThat(Work.cpuNanos(() -> LinkField.parse(List.of(line)))).isLessThan(MOST_NANOS);
    }

    @Test
    void p03_of_ten_thousand_links_a_hundred_are_read() {
        assertThat(LinkField.parse(List.of("</a>;rel=b,".repeat(10_000)))).hasSize(100);
    }

    private static List<Tags.Tag> tags(String html) {
        return Tags.in(html, Language.HTML).toList();
    }
}
