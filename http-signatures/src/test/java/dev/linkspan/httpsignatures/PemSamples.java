package dev.linkspan.httpsignatures;

/** PEM texts: the keys of RFC 9421 appendix B.1, and what OpenSSL 3.0 writes for kinds that are not there. */
final class PemSamples {

    private PemSamples() {}

    /** RFC 9421 appendix B.1.2: PKCS#8 with the id of RSASSA-PSS. */
    static final String RSA_PSS_PRIVATE = """
            -----BEGIN PRIVATE KEY-----
            MIIEvgIBADALBgkqhkiG9w0BAQoEggSqMIIEpgIBAAKCAQEAr4tmm3r20Wd/Pbqv
            P1s2+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry5
            3mm+oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7Oyr
            FAHqgDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUA
            AN5WUtzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw
            9lq4aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oy
            c6XI2wIDAQABAoIBAQCUB8ip+kJiiZVKF8AqfB/aUP0jTAqOQewK1kKJ/iQCXBCq
            pbo360gvdt05H5VZ/RDVkEgO2k73VSsbulqezKs8RFs2tEmU+JgTI9MeQJPWcP6X
            aKy6LIYs0E2cWgp8GADgoBs8llBq0UhX0KffglIeek3n7Z6Gt4YFge2TAcW2WbN4
            XfK7lupFyo6HHyWRiYHMMARQXLJeOSdTn5aMBP0PO4bQyk5ORxTUSeOciPJUFktQ
            HkvGbym7KryEfwH8Tks0L7WhzyP60PL3xS9FNOJi9m+zztwYIXGDQuKM2GDsITeD
            2mI2oHoPMyAD0wdI7BwSVW18p1h+jgfc4dlexKYRAoGBAOVfuiEiOchGghV5vn5N
            RDNscAFnpHj1QgMr6/UG05RTgmcLfVsI1I4bSkbrIuVKviGGf7atlkROALOG/xRx
            DLadgBEeNyHL5lz6ihQaFJLVQ0u3U4SB67J0YtVO3R6lXcIjBDHuY8SjYJ7Ci6Z6
            vuDcoaEujnlrtUhaMxvSfcUJAoGBAMPsCHXte1uWNAqYad2WdLjPDlKtQJK1diCm
            rqmB2g8QE99hDOHItjDBEdpyFBKOIP+NpVtM2KLhRajjcL9Ph8jrID6XUqikQuVi
            4J9FV2m42jXMuioTT13idAILanYg8D3idvy/3isDVkON0X3UAVKrgMEne0hJpkPL
            FYqgetvDAoGBAKLQ6JZMbSe0pPIJkSamQhsehgL5Rs51iX4m1z7+sYFAJfhvN3Q/
            OGIHDRp6HjMUcxHpHw7U+S1TETxePwKLnLKj6hw8jnX2/nZRgWHzgVcY+sPsReRx
            NJVf+Cfh6yOtznfX00p+JWOXdSY8glSSHJwRAMog+hFGW1AYdt7w80XBAoGBAImR
            NUugqapgaEA8TrFxkJmngXYaAqpA0iYRA7kv3S4QavPBUGtFJHBNULzitydkNtVZ
            3w6hgce0h9YThTo/nKc+OZDZbgfN9s7cQ75x0PQCAO4fx2P91Q+mDzDUVTeG30mE
            t2m3S0dGe47JiJxifV9P3wNBNrZGSIF3mrORBVNDAoGBAI0QKn2Iv7Sgo4T/XjND
            dl2kZTXqGAk8dOhpUiw/HdM3OGWbhHj2NdCzBliOmPyQtAr770GITWvbAI+IRYyF
            S7Fnk6ZVVVHsxjtaHy1uJGFlaZzKR4AGNaUTOJMs6NadzCmGPAxNQQOCqoUjn4XR
            rOjr9w349JooGXhOxbu8nOxX
            -----END PRIVATE KEY-----
            """;

    /** RFC 9421 appendix B.1.2: its public key, as plain RSA. */
    static final String RSA_PSS_PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2
            +QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+
            oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHq
            gDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5W
            Utzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4
            aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI
            2wIDAQAB
            -----END PUBLIC KEY-----
            """;

    /** RFC 9421 appendix B.1.3: SEC 1. */
    static final String P256_PRIVATE = """
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIFKbhfNZfpDsW43+0+JjUr9K+bTeuxopu653+hBaXGA7oAoGCCqGSM49
            AwEHoUQDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lfw0EkjqF7xB4FivAxzic30tMM
            4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==
            -----END EC PRIVATE KEY-----
            """;

    /** RFC 9421 appendix B.1.3. */
    static final String P256_PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf
            w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==
            -----END PUBLIC KEY-----
            """;

    /** RFC 9421 appendix B.1.4. */
    static final String ED25519_PRIVATE = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
            -----END PRIVATE KEY-----
            """;

    /** RFC 9421 appendix B.1.4. */
    static final String ED25519_PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
            -----END PUBLIC KEY-----
            """;

    /** {@code openssl ecparam -name secp384r1 -genkey}: two blocks. */
    static final String P384_PRIVATE = """
            -----BEGIN EC PARAMETERS-----
            BgUrgQQAIg==
            -----END EC PARAMETERS-----
            -----BEGIN EC PRIVATE KEY-----
            MIGkAgEBBDAUvLBpVP0mJ+Nvx3BlONpNeTj9UPLLj4kdePS8EmCshDBlk3aLIDBG
            PRkx7ZVYJXOgBwYFK4EEACKhZANiAAT0QRAulQISA2d+FZuGIQV0MSHEr4nmze+S
            fcKdh6KBX9REY5pmsqlKgDEFJPd7ikQIijGZKaBe8jN3KNcPEouIdHi7anZCpHz0
            XgCRtzH/q26aGsV0B3YdyZAMeyei9T4=
            -----END EC PRIVATE KEY-----
            """;

    /** Its public key. */
    static final String P384_PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE9EEQLpUCEgNnfhWbhiEFdDEhxK+J5s3v
            kn3CnYeigV/URGOaZrKpSoAxBST3e4pECIoxmSmgXvIzdyjXDxKLiHR4u2p2QqR8
            9F4Akbcx/6tumhrFdAd2HcmQDHsnovU+
            -----END PUBLIC KEY-----
            """;

    /** {@code openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_pss_keygen_md:sha256}. */
    static final String PSS_SHA256_PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MIIBMzAeBgkqhkiG9w0BAQowEaAPMA0GCWCGSAFlAwQCAQUAA4IBDwAwggEKAoIB
            AQDZim+jg+o+drgw7DMr80mx7+VCHE8sklAVIGrjV7kZTO4djODSclQNqBccZqbV
            AWDBZlcCLIxVOssy+rlSED0cqMDpgWFpR6CPg/A5+lt32jACC32NrZMxwShrkDj7
            gEOC4H27PVe5v7SLBU91BvvIMrlvahuBsLT/X6OGhmk6rh8RamlyNK4/Qou4DwXg
            YcCC+7ZOuzTxmaKw5IK3Odl7hHVbH3KtlN07yKDwr1+ePv+H1Vk/w08e3hbjiKsB
            SoVhve+228pnT/RQaJxjcJqVz1u6fEUA13BgcLC4388YWEwI3Ur9v2QUY4ACIKFT
            M61SdcYtAbEucXR+pVdUO32RAgMBAAE=
            -----END PUBLIC KEY-----
            """;

    /** On the curve of Bitcoin. */
    static final String SECP256K1_PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAElYEsZzWH8P5GH20Jq84lNe8yiuEaZLHw
            OLuBDkzn3eTloXyVThrNABqcm/NYGUbf6L+bR31i65NMdGtMMkjVXQ==
            -----END PUBLIC KEY-----
            """;

    /** For key agreement. */
    static final String X25519_PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VuAyEAnpByZssylY8q+ph1C1el4GWKc6fKaXrs1TowhQyWKT8=
            -----END PUBLIC KEY-----
            """;

    /** Larger than Ed25519. */
    static final String ED448_PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MEMwBQYDK2VxAzoAtGJUVOPE3JEFOz14t+owarSECRl2Lw2CbZVYqZBlo6dohaEo
            RTYTWyE6Cr8fqcBGNCw/R/KuIAkA
            -----END PUBLIC KEY-----
            """;

    /** Encrypted in the way of RFC 1421. */
    static final String ENCRYPTED_EC = """
            -----BEGIN EC PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-128-CBC,2BCFBA781866A186BFC948C68378ECF4

            G9jBgmUxvVGnzgmlSbVwVUSR4ek93X1ZarMHP8VxW7TRBWRVtGCRm1IENrSYtLEd
            fDTFgQKNEjqOPQLC4DcfyYcsYYcC4wC2zj+P4IpjYjlpEnN9XZmTxvbx8xNcYXZR
            41wCp8OTjPWRo4gJeVQJvX9QCQ5AyECjNePFdWYBGiU=
            -----END EC PRIVATE KEY-----
            """;

    /** Encrypted in the way of PKCS#5. */
    static final String ENCRYPTED_PKCS8 = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgI/TuPSZgGhQICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEELUJLb9AByaVXdQ6ZfCopMsEQApL
            rI3pTpZVjXUIHAwtDupJFySkJ4aBuJtVQUF4g5Xd3HFxkegQwWsbT79BqVc/sTdx
            vKMxKvIgeW6QPq7+66c=
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    /** Self-signed. */
    static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBbTCCAROgAwIBAgIUSHwNpJg1PyhdoWwybT3C0epuGDowCgYIKoZIzj0EAwIw
            DDEKMAgGA1UEAwwBYTAeFw0yNjExMjExMjA3NTlaFw0yNjExMjIxMjA3NTlaMAwx
            CjAIBgNVBAMMAWEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARbSZDyX+21bJj6
            bdLM+aeKmG7U4SkFC2QSZMi1b4SbTvcNnbbR8t9QnduWg/f7WkY5dLArvOoa3GWh
            45r0khCZo1MwUTAdBgNVHQ4EFgQU2N6/ifivxiA5hk1oGBNtn7i68DQwHwYDVR0j
            BBgwFoAU2N6/ifivxiA5hk1oGBNtn7i68DQwDwYDVR0TAQH/BAUwAwEB/zAKBggq
            hkjOPQQDAgNIADBFAiBG6Dk90NQMytoy2vH/IRuLvqXNDtXQqaMQp2LMLNLFoQIh
            AO+IcS/VTOrN13sbXiu3GMKFm+6pOusySaoMIlfg224d
            -----END CERTIFICATE-----
            """;
}
