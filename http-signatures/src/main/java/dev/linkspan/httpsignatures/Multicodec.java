package dev.linkspan.httpsignatures;

import java.util.Optional;

/**
 * The kinds of keys in the multicodec table.
 *
 * @see <a href="https://github.com/multiformats/multicodec/blob/master/table.csv">The multicodec table</a>
 */
enum Multicodec {
    SECP256K1_PUB("secp256k1-pub", 0xe7),
    BLS12_381_G1_PUB("bls12_381-g1-pub", 0xea),
    BLS12_381_G2_PUB("bls12_381-g2-pub", 0xeb),
    X25519_PUB("x25519-pub", 0xec),
    ED25519_PUB("ed25519-pub", 0xed),
    SR25519_PUB("sr25519-pub", 0xef),
    P256_PUB("p256-pub", 0x1200),
    P384_PUB("p384-pub", 0x1201),
    P521_PUB("p521-pub", 0x1202),
    ED448_PUB("ed448-pub", 0x1203),
    X448_PUB("x448-pub", 0x1204),
    RSA_PUB("rsa-pub", 0x1205),
    ED25519_PRIV("ed25519-priv", 0x1300),
    SECP256K1_PRIV("secp256k1-priv", 0x1301),
    X25519_PRIV("x25519-priv", 0x1302),
    RSA_PRIV("rsa-priv", 0x1305),
    P256_PRIV("p256-priv", 0x1306),
    P384_PRIV("p384-priv", 0x1307),
    P521_PRIV("p521-priv", 0x1308);

    private final String tableName;
    private final int code;

    Multicodec(String tableName, int code) {
        this.tableName = tableName;
        this.code = code;
    }

    static Optional<Multicodec> of(int code) {
        for (Multicodec codec : values()) {
            if (codec.code == code) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }

    String tableName() {
        return tableName;
    }

    /** The code as an unsigned varint and then the key; each code of the table above fits two bytes. */
    byte[] prefixed(byte[] key) {
        byte[] bytes = new byte[2 + key.length];
        bytes[0] = (byte) (code | 0x80);
        bytes[1] = (byte) (code >> 7);
        System.arraycopy(key, 0, bytes, 2, key.length);
        return bytes;
    }
}
