package dev.linkspan.fuzz;

import dev.linkspan.discovery.WebFingerResource;
import dev.linkspan.httpsignatures.Body;
import java.util.List;
import java.util.Optional;

/** What a WebFinger query asks about: an account is the same one when it is asked about by its proper name. */
final class WebFingerResourceTarget implements FuzzTarget {

    @Override
    public List<String> seeds() {
        return List.of("acct:alice@a.example:8080", "@alice@bücher.example", "https://a.example/users/alice");
    }

    @Override
    public void read(Body input) {
        if (WebFingerResource.parse(input.text()).orElse(null) instanceof WebFingerResource.Account account) {
            String name = "acct:" + account.user() + "@" + account.host();
            if (!WebFingerResource.parse(name).equals(Optional.of(account))) {
                throw new AssertionError(name + " (expected: the same account when asked about so)");
            }
        }
    }
}
