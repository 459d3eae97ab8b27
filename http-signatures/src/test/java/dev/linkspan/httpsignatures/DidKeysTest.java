package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DidKeysTest {

    // The did:key method's test vectors (ed25519-x25519.json), the first two seeds.
    private static final String SEED_0 = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp";
    private static final String SEED_1 = "did:key:z6MkjchhfUsD6mmvni8mCdXHw216Xrm9bQe2mBH1P5RDjVJG";
    private static final String ID_0 = "z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp";
    private static final String AGREEMENT_0 = "z6LShs9GGnqk85isEBzzshkuVWrVKsRp24GnDuHk8QWkARMW";

    @Test
    void makes_the_identifiers_of_the_published_seeds() throws Exception {
        agrees("00".repeat(32), SEED_0);
        agrees("00".repeat(31) + "01", SEED_1);

        JsonObject vectors = Vectors.sharedJson("did-key/ed25519-x25519.json").orElse(JsonObject.EMPTY_JSON_OBJECT);
        for (String did : vectors.keySet()) {
            agrees(vectors.getJsonObject(did).getString("seed"), did);
        }
    }

    @Test
    void reads_the_verification_method_that_repeats_the_identifier() throws Exception {
        PublicKey key = DidKeys.read(SEED_0);

        assertThat(DidKeys.verificationMethod(key)).isEqualTo(SEED_0 + "#" + ID_0);
        assertThat(DidKeys.read(SEED_0 + "#" + ID_0)).isEqualTo(key);
        assertThat(DidKeys.controller(SEED_0 + "#" + ID_0)).isEqualTo(SEED_0);
    }

    @Test
    void reads_and_writes_every_kind() throws Exception {
        for (KeyPair pair : List.of(KeyPairs.rsa2048(), KeyPairs.p256(), KeyPairs.p384(), KeyPairs.ed25519())) {
            assertThat(DidKeys.read(DidKeys.write(pair.getPublic()))).isEqualTo(pair.getPublic());
        }
    }

    @Test
    void tells_a_did_key_from_other_ids() {
        assertThat(DidKeys.isDidKey(SEED_0)).isTrue();
        assertThat(DidKeys.isDidKey("https://a.example/u#main-key")).isFalse();
        assertThat(DidKeys.isDidKey("did:web:a.example")).isFalse();
    }

    // J-16
    @Test
    void refuses_a_fragment_that_is_not_the_identifier() {
        refuses(SEED_0 + "#" + AGREEMENT_0, "fragment");
        refuses(SEED_0 + SEED_1.replace("did:key:", "#"), "fragment");
        refuses(SEED_0 + "#", "fragment");
        refuses(SEED_0 + "#" + ID_0 + "#" + ID_0, "fragment");
    }

    // J-16
    @Test
    void refuses_malformed_identifiers_and_kinds_that_we_do_not_use() {
        refuses("did:key:" + AGREEMENT_0, "x25519-pub");
        refuses("did:key:" + Multibase.encode(new byte[] {(byte) 0xe7, 1, 2, 3}), "secp256k1-pub");
        for (String id : List.of(
                "",
                "did:key:",
                "did:key:z",
                "did:key:#",
                "did:key:1.1:" + ID_0,
                "did:key:u7QEub8zjZwHceRSI4NCxdFzB4zpMHJ_MQcY700Pbvglw5g", // the method's syntax has base58btc only
                "DID:KEY:" + ID_0,
                "did:web:" + ID_0,
                SEED_0 + "/path",
                SEED_0 + "?versionId=1",
                SEED_0 + " ",
                SEED_0.substring(0, 40),
                "did:key:z" + "2".repeat(10_000))) {
            refuses(id, "");
        }
    }

    private static void agrees(String seedHex, String did) throws KeyFormatException {
        byte[] prefixed = HexFormat.of().parseHex("8026" + seedHex); // ed25519-priv
        PrivateKey key = Multikeys.readPrivate(Multibase.encode(prefixed));

        assertThat(DidKeys.write(KeyPairs.publicKey(key))).isEqualTo(did);
        assertThat(DidKeys.read(did)).isEqualTo(KeyPairs.publicKey(key));
    }

    private static void refuses(String id, String sentence) {
        assertThatThrownBy(() -> DidKeys.read(id))
                .as(id)
                .isInstanceOf(KeyFormatException.class)
                .hasMessageContaining(sentence);
    }
}
