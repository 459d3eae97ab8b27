// Chapter 6: a subscriber goes away and comes back with new keys, as after a reinstallation.

import { strict as assert } from "node:assert";
import { FEDIFY, startPeer, test, until } from "../common/driver.mjs";
import { publish, refused, taken } from "./sending.mjs";
import { accepted, followedBack } from "./subscribing.mjs";

/** Of one document in a run of a minute or two: at first contact, for a changed key, for a forged body. */
const MOST_FETCHES = 3;

/** Gives the subscriber that came back. */
export async function failing({ relay, ada, bea, ledger }) {
  let dan = await startPeer(FEDIFY);

  await test("outage: dan follows our actor, posts something private, and goes away", async () => {
    const follow = await dan.post("follow", { inbox: relay.inbox, style: "actor", actor: relay.actor });
    await accepted(dan, relay, follow.followId);
    await followedBack(dan, relay);
    // So that only we know the author's old key: Fedify as a receiver would not ask for the new one.
    refused(await dan.post("publish", { inbox: relay.inbox, visibility: "private" }), 403, "not_public");
    await dan.stop();
  });

  const missed = [];
  await test("outage: meanwhile the others get what is posted, without delay", async () => {
    for (const content of ["<p>missed once</p>", "<p>missed twice</p>"]) {
      const { noteId, bodyBase64 } = await publish(ada, relay, { content });
      await ledger.forwarded(bea, "Create", noteId, bodyBase64);
      missed.push(noteId);
    }
  });

  dan = await startPeer(FEDIFY, "--port", new URL(dan.origin).port);

  await test("outage: dan is back and gets what it missed", async () => {
    for (const noteId of missed) await ledger.announced(dan, noteId);
  });

  await test("new keys: dan's relay actor, whose old key we know, is believed with its new one", async () => {
    const { noteId, deliveries } = await dan.post("publish", { style: "actor", inbox: relay.inbox });
    taken({ deliveries });
    await ledger.announced(ada, noteId);
    await ledger.announced(bea, noteId);
  });

  await test("new keys: so is the LD signature of dan's author, and it is forwarded", async () => {
    const { noteId, bodyBase64 } = await publish(dan, relay, { content: "<p>with the new key</p>" });
    await ledger.forwarded(ada, "Create", noteId, bodyBase64);
    await ledger.forwarded(bea, "Create", noteId, bodyBase64);
  });

  return dan;
}

/** Chapter 8, after the ledger was closed: what follows may come more than once. */
export async function crashing({ relay, ada, bea, dan }) {
  const keyBefore = await key(ada, relay);
  const [{ id: acceptId }] = (await ada.get("received", { type: "Accept" })).activities;

  await test("kill -9: what was taken right before it reaches all afterwards", async () => {
    const { noteId } = await publish(ada, relay, { content: "<p>in the last moment</p>" });
    await relay.kill();
    await relay.launch();
    await bea.arrived({ type: "Create", objectId: noteId }, (one) => one.http.valid && one.ld.valid);
    await dan.arrived({ type: "Announce", objectId: noteId }, (one) => one.http.valid && one.announced?.fetched);
  });

  await test("kill -9: the relay is still who it was, and knows its subscribers", async () => {
    assert.equal(await key(ada, relay), keyBefore);
    assert.equal((await bea.get("lookup", { id: acceptId })).type, "Accept");
    const { noteId } = await publish(ada, relay, { content: "<p>after it</p>" });
    await bea.arrived({ type: "Create", objectId: noteId }, (one) => one.http.valid && one.listenerCalled);
    await dan.arrived({ type: "Announce", objectId: noteId }, (one) => one.http.valid && one.listenerCalled);
  });

  await test("thrift: our requests for documents were signed, and few", async () => {
    for (const peer of [ada, bea, dan]) {
      const requests = (await peer.get("served")).requests.filter((one) => one.userAgent?.startsWith("Linkspan/"));
      assert.notEqual(requests.length, 0);
      for (const path of new Set(requests.map((one) => one.path))) {
        const asked = requests.filter((one) => one.path === path);
        assert.ok(asked.every((one) => one.signed), `${path} unsigned`);
        assert.ok(asked.length <= MOST_FETCHES, `${path} ${asked.length} times`);
      }
    }
  });
}

async function key(peer, relay) {
  return (await peer.get("lookup", { id: relay.actor })).json.publicKey.publicKeyPem;
}
