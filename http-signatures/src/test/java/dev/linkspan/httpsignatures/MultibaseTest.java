package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MultibaseTest {

    // Rows of the multiformats project's multibase test vectors: basic.csv, leading_zero.csv and two_leading_zeros.csv,
    // and the first characters of the other bases, from basic.csv.
    private static final List<Row> ROWS = List.of(
            new Row("base58btc", "z7paNL19xttacUY", "yes mani !"),
            new Row("base64url", "ueWVzIG1hbmkgIQ", "yes mani !"),
            new Row("base58btc", "z17paNL19xttacUY", "\u0000yes mani !"),
            new Row("base64url", "uAHllcyBtYW5pICE", "\u0000yes mani !"),
            new Row("base58btc", "z117paNL19xttacUY", "\u0000\u0000yes mani !"),
            new Row("base64url", "uAAB5ZXMgbWFuaSAh", "\u0000\u0000yes mani !"),
            new Row("base2", "001111001011001010111001100100000011011010110000101101110011010010010000000100001", ""),
            new Row("base8", "7362625631006654133464440102", ""),
            new Row("base10", "9573277761329450583662625", ""),
            new Row("base16", "f796573206d616e692021", ""),
            new Row("base16upper", "F796573206D616E692021", ""),
            new Row("base32", "bpfsxgidnmfxgsibb", ""),
            new Row("base32upper", "BPFSXGIDNMFXGSIBB", ""),
            new Row("base32hex", "vf5in683dc5n6i811", ""),
            new Row("base32hexupper", "VF5IN683DC5N6I811", ""),
            new Row("base32pad", "cpfsxgidnmfxgsibb", ""),
            new Row("base32padupper", "CPFSXGIDNMFXGSIBB", ""),
            new Row("base32hexpad", "tf5in683dc5n6i811", ""),
            new Row("base32hexpadupper", "TF5IN683DC5N6I811", ""),
            new Row("base32z", "hxf1zgedpcfzg1ebb", ""),
            new Row("base36", "k2lcpzo5yikidynfl", ""),
            new Row("base36upper", "K2LCPZO5YIKIDYNFL", ""),
            new Row("base58flickr", "Z7Pznk19XTTzBtx", ""),
            new Row("base64", "meWVzIG1hbmkgIQ", ""),
            new Row("base64pad", "MeWVzIG1hbmkgIQ==", ""),
            new Row("base64urlpad", "UeWVzIG1hbmkgIQ==", ""),
            new Row("base256emoji", "🚀🏃✋🌈😅🌷🤤😻🌟😅👏", ""));

    private record Row(String base, String text, String value) {}

    @Test
    void decodes_and_encodes_the_bases_that_we_accept_and_names_the_others() throws Exception {
        for (Row row : ROWS) {
            check(row);
        }
    }

    @Test
    void agrees_with_the_published_tables() throws Exception {
        int rows = 0;
        for (String table : List.of("basic", "leading_zero", "two_leading_zeros", "case_insensitivity")) {
            var file = Vectors.sharedFile("multibase/" + table + ".csv");
            if (file.isPresent()) {
                List<String> lines = new String(Vectors.read(file.get()), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
                String value = cell(lines.getFirst()).replace("\\x00", "\u0000");
                for (String line : lines.subList(1, lines.size())) {
                    check(new Row(line.substring(0, line.indexOf(',')), cell(line), value));
                    rows++;
                }
            }
        }
        assertThat(rows).isIn(0, 81);
    }

    @Test
    void refuses_damaged_texts() {
        for (String text : List.of(
                "",
                "z0",
                "zl",
                "z 7paNL19xttacUY",
                "u=",
                "ueWVzIG1hbmkgIQ==",
                "ueWVzIG1hbmkgIR",
                "ueWVzIG1hbmkg+Q",
                "\u00e9",
                "z" + "1".repeat(1500))) {
            assertThatThrownBy(() -> Multibase.decode(text)).as(text).isInstanceOf(KeyFormatException.class);
        }
    }

    private static void check(Row row) throws KeyFormatException {
        byte[] value = row.value().getBytes(StandardCharsets.UTF_8);
        switch (row.base()) {
            case "base58btc" -> {
                assertThat(Multibase.decode(row.text())).as(row.base()).isEqualTo(value);
                assertThat(Multibase.encode(value)).isEqualTo(row.text());
            }
            case "base64url" -> {
                assertThat(Multibase.decode(row.text())).as(row.base()).isEqualTo(value);
                assertThat(Multibase.encodeBase64Url(value)).isEqualTo(row.text());
            }
            default ->
                assertThatThrownBy(() -> Multibase.decode(row.text()))
                        .isInstanceOf(KeyFormatException.class)
                        .hasMessageContaining("multibase " + row.base().toLowerCase(Locale.ROOT) + " (expected");
        }
    }

    /** What stands between the quotes of a line. */
    private static String cell(String line) {
        return line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
    }
}
