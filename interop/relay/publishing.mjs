// Chapter 2: posts, edits and deletions of Fedify servers, to each subscriber in its form.

import { strict as assert } from "node:assert";
import { test } from "../common/driver.mjs";
import { publish, taken } from "./sending.mjs";

export async function publishing({ relay, ada, bea, cyd, snac, ledger }) {
  const notes = [];

  for (const scheme of ["cavage", "rfc9421"]) {
    const content = `<p>signed ${scheme} – héllo 🌍</p>`;

    await test(`publish: a Create with ${scheme} and LD signature reaches bea as the very bytes`, async () => {
      const published = await publish(ada, relay, { scheme, content });
      notes.push(published.noteId);
      await ledger.forwarded(bea, "Create", published.noteId, published.bodyBase64);
    });

    await test("publish: it reaches cyd as our Announce, of which cyd fetches the note", async () => {
      const { announced } = await ledger.announced(cyd, notes.at(-1));
      assert.deepEqual([announced.type, announced.content, announced.isPublic], ["Note", content, true]);
    });

    await test("publish: it reaches snac2's timeline as our boost", async () => {
      await ledger.announcedToSnac(snac, notes.at(-1));
    });
  }

  await test("publish: our Announce resolves at its id", async () => {
    const [{ id }] = (await cyd.get("received", { type: "Announce", objectId: notes[0] })).activities;
    const { found, type, json } = await bea.get("lookup", { id });
    assert.deepEqual([found, type, json.id, json.object], [true, "Announce", id, notes[0]]);
  });

  let unsigned;
  await test("publish: a Create without LD signature reaches both styles as our Announce", async () => {
    unsigned = (await publish(ada, relay, { ld: false, content: "<p>no LD</p>" })).noteId;
    await ledger.announced(bea, unsigned);
    await ledger.announced(cyd, unsigned);
    await ledger.announcedToSnac(snac, unsigned);
  });

  // Fedify believes both; Mastodon before 4.7 would drop the bytes.
  await test("publish: a Create with an integrity proof beside the LD signature reaches all as our Announce", async () => {
    const { noteId } = await publish(ada, relay, { proof: true });
    await ledger.announced(bea, noteId);
    await ledger.announced(cyd, noteId);
    await ledger.announcedToSnac(snac, noteId);
  });

  await test("publish: cyd's relay actor announces, and all others get our Announce of the same note", async () => {
    const { noteId, deliveries } = await cyd.post("publish", { style: "actor", content: "<p>LitePub</p>" });
    taken({ deliveries });
    assert.equal((await ledger.announced(ada, noteId)).announced.content, "<p>LitePub</p>");
    await ledger.announced(bea, noteId);
    await ledger.announcedToSnac(snac, noteId);
  });

  await test("publish: a Create that comes again by another subscriber goes to nobody", async () => {
    const [post] = (await ada.get("sent")).posts.filter((one) => one.status === 202 && isCreateOf(one, notes[0]));
    taken(await cyd.post("forward", { inbox: relay.inbox, bodyBase64: post.bodyBase64 }));
  });

  await test("update: with LD signature it reaches bea as the very bytes", async () => {
    const update = await ada.post("update", { inbox: relay.inbox, noteId: notes[0], content: "<p>edited</p>" });
    await ledger.forwarded(bea, "Update", notes[0], taken(update).bodyBase64);
  });

  await test("update: without LD signature it is taken and goes to nobody", async () => {
    taken(await ada.post("update", { inbox: relay.inbox, noteId: unsigned, ld: false }));
  });

  await test("delete: with LD signature bea gets the very bytes, cyd and snac2 our Undo of the Announce", async () => {
    const remove = await ada.post("delete", { inbox: relay.inbox, noteId: notes[0] });
    await ledger.forwarded(bea, "Delete", notes[0], taken(remove).bodyBase64);
    await ledger.takenBack(cyd, notes[0]);
    await ledger.takenBackFromSnac(snac, notes[0]);
  });

  await test("delete: of what was announced to all, without LD signature, all get our Undo", async () => {
    taken(await ada.post("delete", { inbox: relay.inbox, noteId: unsigned, ld: false }));
    await ledger.takenBack(bea, unsigned);
    await ledger.takenBack(cyd, unsigned);
    await ledger.takenBackFromSnac(snac, unsigned);
  });

  await test("delete: our Undo resolves at its id", async () => {
    const undos = (await cyd.get("received", { type: "Undo" })).activities;
    const { found, type } = await bea.get("lookup", { id: undos[0].id });
    assert.deepEqual([found, type], [true, "Undo"]);
  });
}

function isCreateOf({ bodyBase64 }, noteId) {
  const { type, object } = JSON.parse(Buffer.from(bodyBase64, "base64").toString("utf8"));
  return type === "Create" && object.id === noteId;
}
