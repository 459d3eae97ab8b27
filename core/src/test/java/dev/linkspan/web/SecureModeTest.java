package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.federation.AccessRule;
import dev.linkspan.federation.Inbound;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.federation.ObjectSource;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Person;
import dev.linkspan.vocab.Public;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Applications that show nothing to who does not say who it is. */
class SecureModeTest {

    private static final String NOTE = "https://one.example/notes/1";

    private final InProcessNetwork network = new InProcessNetwork();
    private final FederationRig one = new FederationRig(
            network,
            "one.example",
            settings -> settings.actor("alice", Person.builder().build())
                    .objects("/notes/{id}", forFollowers())
                    .access(AccessRule.signed()));
    private final FederationRig two = FederationRig.of(network, "two.example", "bob");
    private final FederationRig three = FederationRig.of(network, "three.example", "carol");
    private final LocalAccount alice = one.federation.account("alice");
    private final LocalAccount bob = two.federation.account("bob");

    /** What only Bob may see. */
    private static ObjectSource forFollowers() {
        return (values, requester) ->
                values.get("id").equals("1") && requester.actor().equals(Optional.of("https://two.example/users/bob"))
                        ? Optional.of(Note.builder().id(NOTE).build())
                        : Optional.empty();
    }

    @BeforeEach
    void befriend() throws Exception {
        bob.follow(alice.id());
        one.next("Follow");
        two.next("Accept");
        three.federation.account("carol").follow(alice.id());
        one.next("Follow");
        three.next("Accept");
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        three.close();
        network.close();
    }

    @Test
    void hands_on_a_reply_to_what_the_one_who_replies_may_see() throws Exception {
        bob.send(reply("7", NOTE));

        one.next("Create");
        Inbound<Activity> forwarded = three.next("Create");
        assertThat(forwarded.signer()).isEqualTo(alice.id());
        assertThat(forwarded.actor()).isEqualTo(bob.id());
    }

    @Test
    void hands_on_no_reply_to_what_is_not_there() throws Exception {
        bob.send(reply("7", "https://one.example/notes/2"));
        bob.send(reply("8", NOTE));

        one.next("Create");
        one.next("Create");
        assertThat(three.next("Create").activity().objectId()).contains("https://two.example/notes/8");
        one.untilTakenBy("three.example");
        assertThat(three.heardNothingMore()).isTrue();
    }

    @Test
    void shows_nothing_to_who_does_not_say_who_it_is() {
        assertThat(network.get(alice.id(), "application/activity+json").status())
                .isEqualTo(401);
    }

    private Activity reply(String name, String inReplyTo) {
        Note reply = Note.builder()
                .id("https://two.example/notes/" + name)
                .attributedTo(bob.id())
                .inReplyTo(inReplyTo)
                .to(Public.URI)
                .cc(alice.followersId())
                .build();
        return Create.builder()
                .object(reply)
                .to(Public.URI, alice.id())
                .cc(alice.followersId())
                .build();
    }
}
