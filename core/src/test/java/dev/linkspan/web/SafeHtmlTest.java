package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** P-10 of docs/attacks.md: what strangers write does nothing on a page but be read. */
class SafeHtmlTest {

    /** What scripts hide in: by element, by attribute, by link, by what parsers repair, by foreign content, by encoding. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<ScRiPt src=//evil.example/x.js></sCrIpT>",
                "<script/x>alert(1)</script/x>",
                "<<script>alert(1)//<</script>",
                "<scr<script>ipt>alert(1)</scr</script>ipt>",
                "<img src=x onerror=alert(1)>",
                "<img/src=x/onerror=alert(1)>",
                "<img src=`x`onerror=alert(1)>",
                "<svg onload=alert(1)>",
                "<svg><script>alert(1)</script></svg>",
                "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
                "<svg><a xlink:href=\"javascript:alert(1)\"><text y=20>x</text></a></svg>",
                "<svg><style><img src=x onerror=alert(1)></style></svg>",
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
                "<math href=\"javascript:alert(1)\">x</math>",
                "<math><maction actiontype=statusline xlink:href=\"javascript:alert(1)\">x</maction></math>",
                "<iframe src=\"javascript:alert(1)\"></iframe>",
                "<iframe srcdoc=\"&lt;script&gt;alert(1)&lt;/script&gt;\"></iframe>",
                "<object data=\"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==\"></object>",
                "<embed src=\"data:text/html,<script>alert(1)</script>\">",
                "<base href=\"javascript:alert(1)//\">",
                "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
                "<link rel=stylesheet href=//evil.example/x.css>",
                "<style>@import '//evil.example/x.css';</style>",
                "<form action=\"javascript:alert(1)\"><input type=submit></form>",
                "<button formaction=\"javascript:alert(1)\">x</button>",
                "<input autofocus onfocus=alert(1)>",
                "<details open ontoggle=alert(1)>x</details>",
                "<video><source onerror=alert(1)></video>",
                "<audio src=x onerror=alert(1)>",
                "<body onload=alert(1)>",
                "<html onmouseover=alert(1)>x",
                "<marquee onstart=alert(1)>x</marquee>",
                "<isindex type=image src=1 onerror=alert(1)>",
                "<template><script>alert(1)</script></template>",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
                "<textarea><p title=\"</textarea><img src=x onerror=alert(1)>\">",
                "<title><p title=\"</title><img src=x onerror=alert(1)>\">",
                "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
                "<noembed><p title=\"</noembed><img src=x onerror=alert(1)>\">",
                "<plaintext><script>alert(1)</script>",
                "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
                "<!--><script>alert(1)</script>-->",
                "<!-- --!><script>alert(1)</script> -->",
                "<![CDATA[<script>alert(1)</script>]]>",
                "<svg><![CDATA[><img src=x onerror=alert(1)>]]>",
                "<?xml-stylesheet href=\"javascript:alert(1)\"?>",
                "<p onclick=alert(1) style=\"background:url(javascript:alert(1))\" id=app data-x=1>x</p>",
                "<p style=\"position:fixed;inset:0\">x</p>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
                "<a href=\" \u0001javascript:alert(1)\">x</a>",
                "<a href=\"java\tscript:alert(1)\">x</a>",
                "<a href=\"java\nscript:alert(1)\">x</a>",
                "<a href=\"java&#x0A;script:alert(1)\">x</a>",
                "<a href=\"&#106;&#97;&#118;&#97;script:alert(1)\">x</a>",
                "<a href=\"&#0000106avascript:alert(1)\">x</a>",
                "<a href=\"javascript&colon;alert(1)\">x</a>",
                "<a href=\"vbscript:msgbox(1)\">x</a>",
                "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
                "<a href=\"blob:https://evil.example/1\">x</a>",
                "<a href=\"file:///etc/passwd\">x</a>",
                "<a href=\"//evil.example\">x</a>",
                "<a href=\"/logout\">x</a>",
                "<a href=\"?delete=1\">x</a>",
                "<a href=\"#x\" name=x onfocus=alert(1)>x</a>",
                "<a href='https://a.example/\" onmouseover=\"alert(1)'>x</a>",
                "<a href=https://a.example/ onmouseover=alert(1)>x</a>",
                "<a href=\"https://a.example/\" target=_self rel=opener ping=https://evil.example/>x</a>",
                "<a\u0000href=\"javascript:alert(1)\">x</a>",
                "<scr\u0000ipt>alert(1)</scr\u0000ipt>",
                "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
                "\u00bcscript\u00bealert(1)\u00bc/script\u00be",
                "<span class=\"modal fixed inset-0\">x</span>",
                "<p><form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
                "<a><table><a href=\"javascript:alert(1)\">x</table>"
            })
    void p10_nothing_that_acts_is_left(String hostile) {
        String safe = SafeHtml.of(hostile).html();

        assertHarmless(safe);
        assertHarmless(SafeHtml.of(safe).html());
        assertHarmless(SafeHtml.ofText(hostile).html());
    }

    /** Judged by what a parser makes of it, not by what it looks like. */
    private static void assertHarmless(String html) {
        for (Element element : Jsoup.parseBodyFragment(html).body().getAllElements()) {
            assertThat(element.normalName())
                    .isIn(
                            "body",
                            "p",
                            "br",
                            "span",
                            "a",
                            "blockquote",
                            "pre",
                            "code",
                            "em",
                            "strong",
                            "b",
                            "i",
                            "u",
                            "s",
                            "del",
                            "ul",
                            "ol",
                            "li",
                            "ruby",
                            "rt",
                            "rp");
            for (Attribute attribute : element.attributes()) {
                assertThat(attribute.getKey())
                        .isIn("href", "rel", "target", "class", "translate", "start", "reversed", "value");
                switch (attribute.getKey()) {
                    case "href" ->
                        assertThat(attribute.getValue().toLowerCase(Locale.ROOT))
                                .startsWith("http");
                    case "rel" -> assertThat(attribute.getValue()).isEqualTo("nofollow noopener noreferrer");
                    case "target" -> assertThat(attribute.getValue()).isEqualTo("_blank");
                    case "class" -> assertThat(attribute.getValue()).doesNotContain("fixed");
                    default -> {}
                }
            }
        }
    }

    /** Forms that real servers give their posts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Hello<br>world</p>",
                "<p>a <em>b</em> <strong>c</strong> <b>d</b> <i>e</i> <u>f</u> <s>g</s> <del>h</del></p>",
                "<blockquote><p>said</p></blockquote><pre><code>if (a &lt; b &amp;&amp; c &gt; d) {}\n</code></pre>",
                "<ul><li>one</li><li>two</li></ul><ol start=\"3\"><li value=\"5\">x</li></ol>",
                "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
                "<p>👋 “quoted” ümläut</p>"
            })
    void what_a_post_needs_stays_as_it_is(String post) {
        assertThat(SafeHtml.of(post).html()).isEqualTo(post);
    }

    @Test
    void a_mention_keeps_its_link_and_its_classes() {
        String mention = "<span class=\"h-card x\" translate=\"no\"><a href=\"https://a.example/@bob\""
                + " class=\"u-url mention btn\">@<span>bob</span></a></span>";

        assertThat(SafeHtml.of(mention).html())
                .isEqualTo("<span class=\"h-card\" translate=\"no\"><a href=\"https://a.example/@bob\""
                        + " class=\"u-url mention\" rel=\"nofollow noopener noreferrer\" target=\"_blank\">@<span>bob</span>"
                        + "</a></span>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<h1 id='x'>Title</h1>text | <p><strong>Title</strong></p>text",
                "<div>in a box</div> | in a box",
                "<table><tr><td>cell</td></tr></table> | cell",
                "<p>before<img src='https://a.example/x.png' alt='x'>after</p> | <p>beforeafter</p>",
                "<p>not closed <b>at all | <p>not closed <b>at all</b></p>",
                "1 < 2 & 3 > 2 | 1 &lt; 2 &amp; 3 &gt; 2"
            })
    void of_anything_else_the_text_stays(String html, String safe) {
        assertThat(SafeHtml.of(html).html()).isEqualTo(safe);
    }

    @Test
    void text_stands_for_itself() {
        assertThat(SafeHtml.ofText("<b>Bob</b> & \"co\"").html())
                .doesNotContain("<")
                .contains("&lt;b&gt;Bob");
    }

    /** GHSA-qrgq-9fx2-vf2r: an exception of the sanitizer takes a server down. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a><b>",
                "<p><em>",
                "<div>",
                "<!--",
                "<a href='",
                "<svg><math>",
                "</p>",
                "&",
                "<b><i></b>",
                "<table><a>"
            })
    @Timeout(60)
    void half_a_million_characters_of_nonsense_cost_little_and_throw_nothing(String nonsense) {
        String text = nonsense.repeat((1 << 19) / nonsense.length());

        assertThatNoException().isThrownBy(() -> SafeHtml.of(text));
    }
}
