package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.linkspan.httpsignatures.ProviderChoice.Candidate;
import java.security.Key;
import java.security.Security;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProviderChoiceTest {

    private static final Candidate JDK = new Candidate("jdk", SignatureProvider::jdk);

    /** The JDK's work, changed in one point. */
    private static class Lying implements SignatureProvider {
        @Override
        public String name() {
            return "liar";
        }

        @Override
        public byte[] sign(SignatureAlgorithm algorithm, Key key, byte[] data) {
            return SignatureProvider.jdk().sign(algorithm, key, data);
        }

        @Override
        public boolean verify(SignatureAlgorithm algorithm, Key key, byte[] data, byte[] signature) {
            return SignatureProvider.jdk().verify(algorithm, key, data, signature);
        }
    }

    @Test
    void takes_the_first_that_works() {
        SignatureProvider good = new Lying();

        ProviderChoice choice =
                ProviderChoice.among(List.of(new Candidate("native", () -> good), JDK), Optional.empty());

        assertThat(choice.provider()).isSameAs(good);
        assertThat(choice.description()).isEqualTo("signatures are computed by liar");
    }

    @Test
    void goes_on_to_the_next_when_one_is_absent() {
        ProviderChoice choice = choose(() -> {
            throw new ClassNotFoundException("x.Y");
        });

        assertThat(choice.provider()).isSameAs(SignatureProvider.jdk());
        assertThat(choice.description())
                .isEqualTo("signatures are computed by JDK, not by native: it is not on the class path");
    }

    @Test
    void goes_on_to_the_next_when_native_code_fails_in_a_static_initialiser() {
        ProviderChoice choice = choose(() -> {
            throw new ExceptionInInitializerError(new UnsatisfiedLinkError("libm.so.6: version not found"));
        });

        assertThat(choice.provider()).isSameAs(SignatureProvider.jdk());
        assertThat(choice.description()).contains("libm.so.6: version not found");
    }

    @ParameterizedTest
    @EnumSource
    void the_self_test_rejects_one_that_takes_any_signature(SignatureAlgorithm algorithm) {
        ProviderChoice choice = choose(() -> new Lying() {
            @Override
            public boolean verify(SignatureAlgorithm stated, Key key, byte[] data, byte[] signature) {
                return stated == algorithm || super.verify(stated, key, data, signature);
            }
        });

        assertThat(choice.provider()).isSameAs(SignatureProvider.jdk());
        assertThat(choice.description())
                .contains("self-test: " + algorithm.registeredName() + ": it takes a signature over another text");
    }

    @ParameterizedTest
    @EnumSource
    void the_self_test_rejects_one_that_refuses_good_signatures(SignatureAlgorithm algorithm) {
        ProviderChoice choice = choose(() -> new Lying() {
            @Override
            public boolean verify(SignatureAlgorithm stated, Key key, byte[] data, byte[] signature) {
                return stated != algorithm && super.verify(stated, key, data, signature);
            }
        });

        assertThat(choice.description()).contains(algorithm.registeredName() + ": it refuses a good signature");
    }

    @ParameterizedTest
    @EnumSource
    void the_self_test_rejects_one_that_signs_wrongly(SignatureAlgorithm algorithm) {
        ProviderChoice choice = choose(() -> new Lying() {
            @Override
            public byte[] sign(SignatureAlgorithm stated, Key key, byte[] data) {
                byte[] signature = super.sign(stated, key, data);
                signature[signature.length - 1] ^= (byte) (stated == algorithm ? 1 : 0);
                return signature;
            }
        });

        assertThat(choice.provider()).isSameAs(SignatureProvider.jdk());
        assertThat(choice.description()).contains("self-test: " + algorithm.registeredName() + ": it signs ");
    }

    @Test
    void the_operator_may_name_one() {
        Candidate better = new Candidate("native", Lying::new);

        assertThat(ProviderChoice.among(List.of(better, JDK), Optional.of("jdk"))
                        .provider())
                .isSameAs(SignatureProvider.jdk());
    }

    @Test
    void a_named_one_must_work() {
        Candidate broken = new Candidate("native", () -> {
            throw new UnsatisfiedLinkError("no such file");
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> ProviderChoice.among(List.of(broken, JDK), Optional.of("native")))
                .withMessage("linkspan.signature.provider: native (expected: native or jdk, and one that works here;"
                        + " native: no such file)");
    }

    @Test
    void a_named_one_must_be_known() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ProviderChoice.among(List.of(JDK), Optional.of("openssl")))
                .withMessage("linkspan.signature.provider: openssl (expected: jdk)");
    }

    @Test
    void the_native_one_is_taken_where_its_library_loads() {
        SignatureProvider fastest = SignatureProvider.fastest();

        boolean loads;
        try {
            AccpSignatureProvider.load(getClass().getClassLoader());
            loads = true;
        } catch (Exception | LinkageError e) {
            loads = false;
        }
        assertThat(fastest.name()).isEqualTo(loads ? "ACCP 2.5.0" : "JDK");
    }

    @Test
    void there_is_one_choice_for_all_threads() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<SignatureProvider>> calls = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return SignatureProvider.fastest();
                    }))
                    .toList();
            start.countDown();

            for (Future<SignatureProvider> call : calls) {
                assertThat(call.get()).isSameAs(SignatureProvider.fastest());
            }
        }
    }

    @Test
    void the_list_of_providers_of_the_jvm_stays_as_it_is() {
        List<String> before =
                Stream.of(Security.getProviders()).map(Object::toString).toList();

        SignatureProvider.fastest();

        assertThat(Security.getProviders()).extracting(Object::toString).isEqualTo(before);
        assertThat(before).noneMatch(name -> name.contains("Corretto"));
    }

    private static ProviderChoice choose(Candidate.Loading first) {
        return ProviderChoice.among(List.of(new Candidate("native", first), JDK), Optional.empty());
    }
}
