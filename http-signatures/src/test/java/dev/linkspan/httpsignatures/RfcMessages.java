package dev.linkspan.httpsignatures;

/** The signed messages of RFC 9421 appendix B.2, §2.4, §3.2 and §4.3 as the RFC prints them. */
final class RfcMessages {

    static final String REQUEST = """
            POST /foo?param=Value&Pet=dog HTTP/1.1
            Host: example.com
            Date: Tue, 20 Apr 2021 02:07:55 GMT
            Content-Type: application/json
            Content-Digest: sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdV\
            LvRwEmTHWXvJwew==:
            Content-Length: 18

            {"hello": "world"}""";

    static final String RESPONSE = """
            HTTP/1.1 200 OK
            Date: Tue, 20 Apr 2021 02:07:56 GMT
            Content-Type: application/json
            Content-Digest: sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0r\
            jJuahq4l5aGgfLQ==:
            Content-Length: 23

            {"message": "good dog"}""";

    /** §2.4: the first request, and both responses to it and to its signed twin. */
    static final String REQUEST_2_4 = """
            POST /foo?param=Value&Pet=dog HTTP/1.1
            Host: example.com
            Date: Tue, 20 Apr 2021 02:07:55 GMT
            Content-Digest: sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdV\
            LvRwEmTHWXvJwew==:
            Content-Type: application/json
            Content-Length: 18

            {"hello": "world"}""";

    static final String SIGNED_REQUEST_2_4 = """
            POST /foo?param=Value&Pet=dog HTTP/1.1
            Host: example.com
            Date: Tue, 20 Apr 2021 02:07:55 GMT
            Content-Digest: sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdV\
            LvRwEmTHWXvJwew==:
            Content-Type: application/json
            Content-Length: 18
            Signature-Input: sig1=("@method" "@authority" "@path" "@query" "content-digest" "content-type" "\
            content-length");created=1618884475;keyid="test-key-rsa-pss"
            Signature: sig1=:e8UJ5wMiRaonlth5ERtE8GIiEH7Akcr493nQ07VPNo6y3qvjdKt0fo8VHO8xXDjmtYoatGYBGJVlMfI\
            p06eVMEyNW2I4vN7XDAz7m5v1108vGzaDljrd0H8+SJ28g7bzn6h2xeL/8q+qUwahWA/JmC8aOC9iVnwbOKCc0WSrLgWQwTY\
            6VLp42Qt7jjhYT5W7/wCvfK9A1VmHH1lJXsV873Z6hpxesd50PSmO+xaNeYvDLvVdZlhtw5PCtUYzKjHqwmaQ6DEuM8udRjY\
            soNqp2xZKcuCO1nKc0V3RjpqMZLuuyVbHDAbCzr0pg2d2VM/OC33JAU7meEjjaNz+d7LWPg==:

            {"hello": "world"}""";

    static final String RESPONSE_2_4 = """
            HTTP/1.1 503 Service Unavailable
            Date: Tue, 20 Apr 2021 02:07:56 GMT
            Content-Type: application/json
            Content-Length: 62
            Content-Digest: sha-512=:0Y6iCBzGg5rZtoXS95Ijz03mslf6KAMCloESHObfwnHJDbkkWWQz6PhhU9kxsTbARtY2PTB\
            Ozq24uJFpHsMuAg==:
            Signature-Input: reqres=("@status" "content-digest" "content-type" "@authority";req "@method";re\
            q "@path";req "content-digest";req);created=1618884479;keyid="test-key-ecc-p256"
            Signature: reqres=:dMT/A/76ehrdBTD/2Xx8QuKV6FoyzEP/I9hdzKN8LQJLNgzU4W767HK05rx1i8meNQQgQPgQp8wq2\
            ive3tV5Ag==:

            {"busy": true, "message": "Your call is very important to us"}""";

    static final String SECOND_RESPONSE_2_4 = """
            HTTP/1.1 503 Service Unavailable
            Date: Tue, 20 Apr 2021 02:07:56 GMT
            Content-Type: application/json
            Content-Length: 62
            Content-Digest: sha-512=:0Y6iCBzGg5rZtoXS95Ijz03mslf6KAMCloESHObfwnHJDbkkWWQz6PhhU9kxsTbARtY2PTB\
            Ozq24uJFpHsMuAg==:
            Signature-Input: reqres=("@status" "content-digest" "content-type" "@authority";req "@method";re\
            q "@path";req "@query";req "content-digest";req "content-type";req "content-length";req);created\
            =1618884479;keyid="test-key-ecc-p256"
            Signature: reqres=:C73J41GVKc+TYXbSobvZf0CmNcptRiWN+NY1Or0A36ISg6ymdRN6ZgR2QfrtopFNzqAyv+CeWrMsN\
            bcV2Ojsgg==:

            {"busy": true, "message": "Your call is very important to us"}""";

    /** §3.2. */
    static final String REQUEST_3_2 = """
            POST /foo?param=Value&Pet=dog HTTP/1.1
            Host: example.com
            Date: Tue, 20 Apr 2021 02:07:55 GMT
            Content-Type: application/json
            Content-Digest: sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdV\
            LvRwEmTHWXvJwew==:
            Content-Length: 18
            Signature-Input: sig1=("@method" "@authority" "@path" "content-digest" "content-length" "content\
            -type");created=1618884473;keyid="test-key-rsa-pss"
            Signature: sig1=:HIbjHC5rS0BYaa9v4QfD4193TORw7u9edguPh0AW3dMq9WImrlFrCGUDih47vAxi4L2YRZ3XMJc1uOK\
            k/J0ZmZ+wcta4nKIgBkKq0rM9hs3CQyxXGxHLMCy8uqK488o+9jrptQ+xFPHK7a9sRL1IXNaagCNN3ZxJsYapFj+JXbmaI5r\
            tAdSfSvzPuBCh+ARHBmWuNo1UzVVdHXrl8ePL4cccqlazIJdC4QEjrF+Sn4IxBQzTZsL9y9TP5FsZYzHvDqbInkTNigBcE9c\
            KOYNFCn4D/WM7F6TNuZO9EgtzepLWcjTymlHzK7aXq6Am6sfOrpIC49yXjj3ae6HRalVc/g==:

            {"hello": "world"}""";

    /** §4.3, as the client sent it and as the proxy passed it on. */
    static final String REQUEST_4_3 = """
            POST /foo?param=Value&Pet=dog HTTP/1.1
            Host: example.com
            Date: Tue, 20 Apr 2021 02:07:55 GMT
            Content-Type: application/json
            Content-Length: 18
            Content-Digest: sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdV\
            LvRwEmTHWXvJwew==:
            Signature-Input: sig1=("@method" "@authority" "@path" "content-digest" "content-type" "content-l\
            ength");created=1618884475;keyid="test-key-ecc-p256"
            Signature: sig1=:X5spyd6CFnAG5QnDyHfqoSNICd+BUP4LYMz2Q0JXlb//4Ijpzp+kve2w4NIyqeAuM7jTDX+sNalzA8E\
            SSaHD3A==:

            {"hello": "world"}""";

    static final String PROXIED_4_3 = """
            POST /foo?param=Value&Pet=dog HTTP/1.1
            Host: origin.host.internal.example
            Date: Tue, 20 Apr 2021 02:07:56 GMT
            Content-Type: application/json
            Content-Length: 18
            Forwarded: for=192.0.2.123;host=example.com;proto=https
            Content-Digest: sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdV\
            LvRwEmTHWXvJwew==:
            Signature-Input: sig1=("@method" "@authority" "@path" "content-digest" "content-type" "content-l\
            ength");created=1618884475;keyid="test-key-ecc-p256", proxy_sig=("@method" "@authority" "@path" \
            "content-digest" "content-type" "content-length" "forwarded");created=1618884480;keyid="test-key\
            -rsa";alg="rsa-v1_5-sha256";expires=1618884540
            Signature: sig1=:X5spyd6CFnAG5QnDyHfqoSNICd+BUP4LYMz2Q0JXlb//4Ijpzp+kve2w4NIyqeAuM7jTDX+sNalzA8E\
            SSaHD3A==:, proxy_sig=:S6ZzPXSdAMOPjN/6KXfXWNO/f7V6cHm7BXYUh3YD/fRad4BCaRZxP+JH+8XY1I6+8Cy+CM5g9\
            2iHgxtRPz+MjniOaYmdkDcnL9cCpXJleXsOckpURl49GwiyUpZ10KHgOEe11sx3G2gxI8S0jnxQB+Pu68U9vVcasqOWAEObt\
            NKKZd8tSFu7LB5YAv0RAGhB8tmpv7sFnIm9y+7X5kXQfi8NMaZaA8i2ZHwpBdg7a6CMfwnnrtflzvZdXAsD3LH2TwevU+/PB\
            Pv0B6NMNk93wUs/vfJvye+YuI87HU38lZHowtznbLVdp770I6VHR6WfgS9ddzirrswsE1w5o0LV/g==:

            {"hello": "world"}""";

    /** Appendix B.3. */
    static final String PROXIED_B_3 = """
            POST /foo?param=Value&Pet=dog HTTP/1.1
            Host: service.internal.example
            Date: Tue, 20 Apr 2021 02:07:55 GMT
            Content-Type: application/json
            Content-Length: 18
            Client-Cert: :MIIBqDCCAU6gAwIBAgIBBzAKBggqhkjOPQQDAjA6MRswGQYDVQQKDBJMZXQncyBBdXRoZW50aWNhdGUxGz\
            AZBgNVBAMMEkxBIEludGVybWVkaWF0ZSBDQTAeFw0yMDAxMTQyMjU1MzNaFw0yMTAxMjMyMjU1MzNaMA0xCzAJBgNVBAMMAk\
            JDMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8YnXXfaUgmnMtOXU/IncWalRhebrXmckC8vdgJ1p5Be5F/3YC8OthxM4+k\
            1M6aEAEFcGzkJiNy6J84y7uzo9M6NyMHAwCQYDVR0TBAIwADAfBgNVHSMEGDAWgBRm3WjLa38lbEYCuiCPct0ZaSED2DAOBg\
            NVHQ8BAf8EBAMCBsAwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0RAQH/BBMwEYEPYmRjQGV4YW1wbGUuY29tMAoGCCqGSM\
            49BAMCA0gAMEUCIBHda/r1vaL6G3VliL4/Di6YK0Q6bMjeSkC3dFCOOB8TAiEAx/kHSB4urmiZ0NX5r5XarmPk0wmuydBVoU\
            4hBVZ1yhk=:
            Signature-Input: ttrp=("@path" "@query" "@method" "@authority" "client-cert");created=1618884473\
            ;keyid="test-key-ecc-p256"
            Signature: ttrp=:xVMHVpawaAC/0SbHrKRs9i8I3eOs5RtTMGCWXm/9nvZzoHsIg6Mce9315T6xoklyy0yzhD9ah4JHRwM\
            LOgmizw==:

            {"hello": "world"}""";

    /** Appendix B.4. */
    static final String SIGNED_B_4 = """
            GET /demo?name1=Value1&Name2=value2 HTTP/1.1
            Host: example.org
            Date: Fri, 15 Jul 2022 14:24:55 GMT
            Accept: application/json
            Accept: */*
            Signature-Input: transform=("@method" "@path" "@authority" "accept");created=1618884473;keyid="t\
            est-key-ed25519"
            Signature: transform=:ZT1kooQsEHpZ0I1IjCqtQppOmIqlJPeo7DHR3SoMn0s5JZ1eRGS0A+vyYP9t/LXlh5QMFFQ6cp\
            Lt2m0pmj3NDA==:""";

    private RfcMessages() {}
}
