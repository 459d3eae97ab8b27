package dev.linkspan.fuzz;

import dev.linkspan.client.AddressGuard;
import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.Exchange;
import dev.linkspan.client.FetchBudget;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.Transport;
import dev.linkspan.discovery.Account;
import dev.linkspan.discovery.AuthorizationClaim;
import dev.linkspan.discovery.CollectionLimits;
import dev.linkspan.discovery.FoundObject;
import dev.linkspan.discovery.Handle;
import dev.linkspan.discovery.Network;
import dev.linkspan.discovery.Origin;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.vocab.Authority;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A network in which every address gives the same answer: status, fields, an empty line, content. Whatever it is, every question
 * ends within its budget, only public addresses are asked, and what is found is found at its own origin.
 */
final class NetworkTarget implements FuzzTarget {

    private static final AddressGuard GUARD = AddressGuard.publicOnly();
    private static final String ID = "https://social.example/users/alice";
    private static final Handle ALICE = Handle.parse("alice@social.example").orElseThrow();
    private static final Authority HOST = Authority.of(ID).orElseThrow();

    @Override
    public List<String> seeds() {
        return List.of(
                "200\nContent-Type: application/activity+json\n\n{\"@context\":\"https://www.w3.org/ns/activitystreams\","
                        + "\"id\":\"" + ID + "\",\"type\":\"Person\",\"inbox\":\"" + ID + "/inbox\",\"movedTo\":\"" + ID
                        + "2\",\"preferredUsername\":\"alice\",\"subject\":\"acct:alice@social.example\",\"links\":[{\"rel\":"
                        + "\"self\",\"type\":\"application/activity+json\",\"href\":\"" + ID + "\"}]}",
                "200\nContent-Type: application/activity+json\n\n{\"id\":\"" + ID
                        + "\",\"type\":\"Collection\",\"items\":["
                        + "{\"id\":\"" + ID
                        + "/1\",\"type\":\"Note\"}],\"first\":{\"type\":\"CollectionPage\",\"next\":\""
                        + ID + "?1\"}}",
                "200\nContent-Type: application/json\n\n{\"links\":[{\"rel\":"
                        + "\"http://nodeinfo.diaspora.software/ns/schema/2.0\",\"href\":\"https://social.example/n\"}],"
                        + "\"software\":{\"name\":\"x\",\"version\":\"1\"},\"usage\":{\"users\":{\"total\":1}},\"protocols\":[]}",
                "200\nContent-Type: application/xrd+xml\n\n<?xml version='1.0'?><XRD><Link rel='lrdd' "
                        + "template='https://social.example/?r={uri}'/></XRD>",
                "200\nContent-Type: text/html\nLink: </a>; rel=\"alternate\"; type=\"application/activity+json\"\n\n"
                        + "<!doctype html><title>x</title><link rel=alternate type='application/activity+json' href='/b'>",
                "302\nLocation: https://social.example/moved\n\n");
    }

    @Override
    public void read(Body input) {
        CountingTransport transport = new CountingTransport(answer(input));
        Network network = Network.of(transport, GUARD, DocumentClient::anonymous);
        ask(transport, () -> network.webFinger(ALICE));
        ask(transport, () -> network.hostMeta(HOST));
        ask(transport, () -> network.nodeInfo(HOST));
        ask(transport, () -> network.items(ID, CollectionLimits.DEFAULT));
        ask(transport, () -> network.move(ID, ID + "2"));
        ask(transport, () -> network.authorization(new AuthorizationClaim("Like", ID, ID, ID, ID)));
        if (ask(transport, () -> network.find(ID)) instanceof FoundObject found) {
            foundAtItsOrigin(found);
            found.elsewhere();
            ask(transport, () -> network.account(found));
        }
        if (ask(transport, () -> network.account(ALICE)) instanceof Account account) {
            foundAtItsOrigin(account.actor());
        }
    }

    private interface Question {
        Object answer();
    }

    private static Object ask(CountingTransport transport, Question question) {
        transport.requests = 0;
        Object answer = question.answer();
        if (transport.requests > FetchBudget.DEFAULT.requests()) {
            throw new AssertionError(transport.requests + " requests for one question");
        }
        return answer;
    }

    private static void foundAtItsOrigin(FoundObject found) {
        if (!Origin.same(found.id(), found.foundAt().toString())) {
            throw new AssertionError(found.id() + " was found at " + found.foundAt());
        }
    }

    private static Exchange answer(Body input) {
        String text = new String(input.bytes(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\n");
        String head = end < 0 ? text : text.substring(0, end);
        Fields fields = Fields.none();
        for (String line : head.split("\n", -1)) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                fields = fields.with(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        int status = head.startsWith("30") ? 302 : head.startsWith("4") ? 404 : 200;
        String content = end < 0 ? "" : text.substring(end + 2);
        return new Exchange.Answered(status, fields, Body.of(content.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static final class CountingTransport implements Transport {

        private final Exchange answer;
        private int requests;

        CountingTransport(Exchange answer) {
            this.answer = answer;
        }

        @Override
        public CompletableFuture<Exchange> send(OutgoingRequest request) {
            requests++;
            GUARD.refusal(request.uri()).ifPresent(refusal -> {
                throw new AssertionError(request.uri() + " is asked although " + refusal);
            });
            return CompletableFuture.completedFuture(answer);
        }

        @Override
        public void close() {}
    }
}
