// Chapter 5: both styles at once, then everyone leaves. Each time a later post reaches those who stayed; that it did
// not reach those who left is the ledger's last word.

import { strict as assert } from "node:assert";
import { assertValid, test, until } from "../common/driver.mjs";
import { publish, refused, taken } from "./sending.mjs";
import { accepted, followedBack } from "./subscribing.mjs";

export async function leaving({ relay, ada, bea, cyd, snac, ledger }) {
  await test("both styles: bea follows our actor too and still gets one delivery, forwarded", async () => {
    const follow = await bea.post("follow", { inbox: relay.inbox, style: "actor", actor: relay.actor });
    await accepted(bea, relay, follow.followId);
    await followedBack(bea, relay);
    const { noteId, bodyBase64 } = await publish(ada, relay, { content: "<p>once</p>" });
    await ledger.forwarded(bea, "Create", noteId, bodyBase64);
    await ledger.announced(cyd, noteId);
    await ledger.announcedToSnac(snac, noteId);
  });

  await test("undo: by id, of bea's Follow of our actor, is answered by our own Undo", async () => {
    taken(await bea.post("undo", { style: "actor", inbox: relay.inbox, form: "id" }));
    await unfollowed(bea, relay);
  });

  await test("undo: by id, without LD signature, of bea's Follow of as:Public", async () => {
    taken(await bea.post("undo", { style: "public", inbox: relay.inbox, form: "id", ld: false }));
    const { noteId } = await publish(ada, relay, { content: "<p>without bea</p>" });
    await ledger.announced(cyd, noteId);
    await ledger.announcedToSnac(snac, noteId);
  });

  await test("undo: who left may not publish", async () => {
    refused(await bea.post("publish", { inbox: relay.inbox }), 401, "not_subscribed");
  });

  await test("undo: with the Follow embedded, of cyd's Follow of our actor", async () => {
    taken(await cyd.post("undo", { style: "actor", inbox: relay.inbox }));
    await unfollowed(cyd, relay);
    const { noteId } = await publish(ada, relay, { content: "<p>without cyd</p>" });
    await ledger.announcedToSnac(snac, noteId);
  });

  await test("undo: snac2's, which embeds the Follow, and our Undo reaches snac2", async () => {
    await snac.post("undo", { actor: relay.actor });
    const undo = await snac.arrived({ type: "Undo" }, (one) => one.processed && one.objectType === "Follow");
    assert.equal(undo.refused, null);
    await until("snac has lost its follower", async () => (await snac.get("health")).followers.length === 0);
  });

  await test("return: bea follows again and gets what is posted from then on", async () => {
    const { noteId: missed } = await publish(ada, relay, { content: "<p>to nobody</p>" });
    const follow = await bea.post("follow", { inbox: relay.inbox, style: "public" });
    await accepted(bea, relay, follow.followId);
    const { noteId, bodyBase64 } = await publish(ada, relay, { content: "<p>welcome back</p>" });
    await ledger.forwarded(bea, "Create", noteId, bodyBase64);
    assert.deepEqual((await bea.get("received", { objectId: missed })).activities, []);
  });
}

/** Awaits our Undo of our Follow of a Fedify peer. */
async function unfollowed(peer, relay) {
  const undo = await peer.arrived({ type: "Undo" }, (one) => one.objectType === "Follow" && one.actor === relay.actor);
  assertValid(undo, { scheme: "cavage", owner: relay.actor });
  await until("it has lost us as a follower", async () =>
    !(await peer.get("health")).followers.includes(relay.actor));
}
