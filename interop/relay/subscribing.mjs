// Chapter 1: who the relay is, and subscriptions in both styles.

import { strict as assert } from "node:assert";
import { assertValid, bodyOf, PUBLIC, test, until } from "../common/driver.mjs";
import { refused, taken } from "./sending.mjs";

export async function subscribing({ relay, ada, bea, cyd, snac }) {
  await test("identity: Fedify reads our actor as an Application with an inbox", async () => {
    const { type, actor, json } = await ada.get("lookup", { id: relay.actor });
    assert.deepEqual([type, actor, json.inbox], ["Application", true, relay.inbox]);
    assert.deepEqual([json.preferredUsername, json.publicKey.owner], ["relay", relay.actor]);
  });

  await test("identity: Fedify finds our actor by WebFinger", async () => {
    const { descriptor } = await ada.get("webfinger", { resource: relay.actor });
    assert.equal(descriptor.subject, `acct:relay@${new URL(relay.origin).host}`);
    const self = descriptor.links.filter((link) => link.rel === "self");
    assert.deepEqual([...new Set(self.map((link) => link.href))], [relay.actor]);
  });

  await test("identity: Fedify's strict parser takes our NodeInfo", async () => {
    const { documents } = await ada.get("nodeinfo", { origin: relay.origin });
    const [v20, v21] = documents.map(({ valid, json }) => [valid, json.version, json.software.name]);
    assert.deepEqual([v20, v21], [[true, "2.0", "linkspan"], [true, "2.1", "linkspan"]]);
  });

  await test("follow: who does not subscribe may not publish", async () => {
    refused(await ada.post("publish", { inbox: relay.inbox }), 401, "not_subscribed");
  });

  for (const [name, peer, scheme] of [["ada", ada, "rfc9421"], ["bea", bea, "cavage"]]) {
    await test(`follow: ${name}'s Follow of as:Public, with ${scheme}, is accepted`, async () => {
      const follow = await peer.post("follow", { inbox: relay.inbox, style: "public", scheme });
      taken(follow, scheme);
      const accept = await accepted(peer, relay, follow.followId);
      assert.ok(PUBLIC.includes(bodyOf(accept).object.object), JSON.stringify(bodyOf(accept)));
      assert.equal(bodyOf(accept).object.actor, `${peer.origin}/users/instance`);
    });
  }

  await test("follow: a Follow without LD signature, of as:Public in short, is accepted", async () => {
    const follow = await bea.post("follow", { inbox: relay.inbox, style: "public", ld: false });
    taken(follow, "cavage");
    await accepted(bea, relay, follow.followId);
  });

  await test("follow: cyd's Follow of our actor is accepted and followed back, and cyd accepts that", async () => {
    const follow = await cyd.post("follow", { inbox: relay.inbox, style: "actor", actor: relay.actor });
    taken(follow, "rfc9421");
    await accepted(cyd, relay, follow.followId);
    await followedBack(cyd, relay);
  });

  await test("follow: a repeated Follow is answered again", async () => {
    for (const [peer, style] of [[ada, "public"], [cyd, "actor"]]) {
      const follow = await peer.post("follow", { inbox: relay.inbox, style, actor: relay.actor });
      taken(follow);
      await accepted(peer, relay, follow.followId);
    }
    const { activities } = await cyd.get("received", { type: "Accept" });
    assert.equal(new Set(activities.map((one) => one.id)).size, 2);
  });

  await test("follow: snac2's relay user is accepted and followed back", async () => {
    await snac.post("follow", { actor: relay.actor });
    await until("snac accepted", async () => (await snac.get("health")).follows[0]?.state === "accepted");
    const accept = await snac.arrived({ type: "Accept" }, (one) => one.processed);
    assert.deepEqual([accept.refused, accept.objectType, accept.actor], [null, "Follow", relay.actor]);
    await until("snac has a follower", async () =>
      (await snac.get("health")).followers.some((one) => one.user === "relay" && one.actor === relay.actor));
    await until("snac sent its Accept", async () =>
      (await snac.get("sent")).posts.some((one) => one.type === "Accept" && one.status === 202));
  });

  await test("identity: our Accept and our Follow resolve at their ids", async () => {
    for (const type of ["Accept", "Follow"]) {
      const [{ id }] = (await cyd.get("received", { type })).activities;
      const { found, type: seen, json } = await bea.get("lookup", { id });
      assert.deepEqual([found, seen, json.id, json.actor], [true, type, id, relay.actor]);
    }
  });
}

/** Awaits our Accept of a Follow: valid to Fedify, taken by it, the Follow embedded. */
export async function accepted(peer, relay, followId) {
  const accept = await peer.arrived({ type: "Accept", objectId: followId });
  assertValid(accept, { scheme: "cavage", owner: relay.actor });
  assert.deepEqual([accept.actor, accept.objectType], [relay.actor, "Follow"]);
  await until("accepted in its own eyes", async () =>
    (await peer.get("health")).subscriptions.some((one) => one.followId === followId && one.state === "accepted"));
  return accept;
}

/** Awaits our Follow of the peer's relay actor, and that we took its Accept. */
export async function followedBack(peer, relay) {
  const target = `${peer.origin}/users/relay`;
  const follow = await peer.arrived({ type: "Follow", objectId: target }, (one) => one.actor === relay.actor);
  assertValid(follow, { scheme: "cavage", owner: relay.actor });
  assert.ok((await peer.get("health")).followers.includes(relay.actor));
  await until("it accepted our Follow", async () =>
    (await peer.get("sent")).posts.some((one) => {
      const { type, object } = bodyOf(one);
      return type === "Accept" && (object.id ?? object) === follow.id && one.status === 202;
    }));
  return follow;
}
