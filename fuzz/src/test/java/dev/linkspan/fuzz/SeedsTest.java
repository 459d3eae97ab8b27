package dev.linkspan.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.linkspan.httpsignatures.Body;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each target with its seeds and with mutations of them, the same ones in each run, without the fuzzer. */
class SeedsTest {

    private static final int MUTATIONS = 300;

    static Set<String> names() {
        return Targets.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void holds_for_its_seeds_and_their_mutations(String name) {
        FuzzTarget target = Targets.named(name);
        Random random = new Random(name.hashCode());

        assertThat(target.seeds()).isNotEmpty();
        for (String seed : target.seeds()) {
            byte[] bytes = seed.getBytes(StandardCharsets.UTF_8);
            holds(target, bytes);
            for (int i = 0; i < MUTATIONS; i++) {
                holds(target, mutated(bytes, random));
            }
        }
    }

    private static void holds(FuzzTarget target, byte[] input) {
        assertThatCode(() -> target.read(Body.of(input)))
                .as(() -> HexFormat.of().formatHex(input))
                .doesNotThrowAnyException();
    }

    /** Changes a few bytes, cuts the end off, or repeats a part. */
    private static byte[] mutated(byte[] seed, Random random) {
        byte[] copy = seed.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        int from = random.nextInt(copy.length);
        return switch (random.nextInt(3)) {
            case 0 -> copy;
            case 1 -> Arrays.copyOf(copy, from);
            default -> {
                byte[] longer = Arrays.copyOf(copy, copy.length + copy.length - from);
                System.arraycopy(copy, from, longer, copy.length, copy.length - from);
                yield longer;
            }
        };
    }
}
