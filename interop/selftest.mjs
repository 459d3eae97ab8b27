// The peers against each other; what is proved here need not be doubted when a test with the relay fails.

import { strict as assert } from "node:assert";
import { assertValid, FEDIFY, PUBLIC, run, SNAC, startPeer, test, until } from "./common/driver.mjs";

await run(async () => {
  const [ada, bea, snac] = await Promise.all([
    startPeer(FEDIFY),
    startPeer(FEDIFY, "--scheme", "cavage"),
    startPeer(SNAC),
  ]);
  await fedifyWithFedify(ada, bea);
  await snacWithFedify(snac, bea);
});

async function fedifyWithFedify(ada, bea) {
  const inbox = `${bea.origin}/inbox`;
  const owner = `${ada.origin}/users/alice`;

  await test("fedify: a Follow of as:Public arrives, LD-signed, with rfc9421", async () => {
    const { followId } = await ada.post("follow", { inbox, style: "public" });
    const follow = await bea.arrived({ type: "Follow" }, (one) => one.id === followId);
    assert.ok(PUBLIC.includes(follow.objectId), follow.objectId);
    assertValid(follow, { scheme: "rfc9421", owner: `${ada.origin}/users/instance`, ld: true });
  });

  await test("fedify: a Follow of the relay actor is accepted and followed back", async () => {
    await ada.post("follow", { inbox, style: "actor", actor: `${bea.origin}/users/relay` });
    await bea.post("follow", { inbox: `${ada.origin}/inbox`, style: "actor", actor: `${ada.origin}/users/relay` });
    await until("both accepted", async () => (await subscribed(ada)) && (await subscribed(bea)));
    const accept = await ada.arrived({ type: "Accept" });
    assertValid(accept, { scheme: "cavage", owner: `${bea.origin}/users/relay` });
  });

  for (const scheme of ["cavage", "rfc9421"]) {
    for (const ld of [true, false]) {
      await test(`fedify: a Create with ${scheme} ${ld ? "and" : "without"} LD signature is valid`, async () => {
        const { noteId, deliveries } = await ada.post("publish", { inbox, scheme, ld, content: "<p>héllo</p>" });
        assert.deepEqual(deliveries.map((one) => [one.scheme, one.status]), [[scheme, 202]]);
        const create = await bea.arrived({ type: "Create", objectId: noteId });
        assertValid(create, { scheme, owner, ld });
        assert.equal(JSON.parse(Buffer.from(create.bodyBase64, "base64")).object.content, "<p>héllo</p>");
      });
    }
  }

  await test("fedify: an integrity proof beside the LD signature is valid", async () => {
    const { noteId } = await ada.post("publish", { inbox, proof: true });
    const create = await bea.arrived({ type: "Create", objectId: noteId });
    assert.deepEqual(create.proof, { valid: true, cryptosuite: "eddsa-jcs-2022" });
    assertValid(create, { scheme: "rfc9421", owner, ld: true });
  });

  await test("fedify: a forged body is found invalid and refused", async () => {
    const { noteId } = await ada.post("publish", { inbox, content: "<p>true</p>" });
    const create = await bea.arrived({ type: "Create", objectId: noteId });
    const body = Buffer.from(create.bodyBase64, "base64").toString("utf8").replace("<p>true</p>", "<p>fake</p>");
    const headers = new Headers();
    const own = ["host", "connection", "content-length", "transfer-encoding"]; // what fetch writes itself
    for (let i = 0; i < create.rawHeaders.length; i += 2) {
      const [name, value] = create.rawHeaders.slice(i, i + 2);
      if (!own.includes(name.toLowerCase())) headers.append(name, value);
    }
    assert.equal((await fetch(inbox, { method: "POST", headers, body })).status, 401);
    const { activities } = await bea.get("received", { objectId: noteId });
    const forged = activities.at(-1);
    assert.deepEqual([forged.http.valid, forged.ld.valid, forged.listenerCalled], [false, false, false]);
  });

  await test("fedify: a forwarded Create keeps its LD signature under another actor's HTTP signature", async () => {
    const { noteId } = await ada.post("publish", { inbox, scheme: "cavage" });
    const { bodyBase64 } = await bea.arrived({ type: "Create", objectId: noteId });
    await bea.post("forward", { inbox: `${ada.origin}/inbox`, bodyBase64, scheme: "cavage" });
    const forwarded = await ada.arrived({ type: "Create", objectId: noteId });
    assert.equal(forwarded.bodyBase64, bodyBase64);
    assertValid(forwarded, { scheme: "cavage", owner: `${bea.origin}/users/relay`, ld: true });
  });

  await test("fedify: a forwarded Create without LD signature is refused", async () => {
    const { noteId } = await ada.post("publish", { inbox, ld: false });
    const { bodyBase64 } = await bea.arrived({ type: "Create", objectId: noteId });
    const { deliveries } = await bea.post("forward", { inbox: `${ada.origin}/inbox`, bodyBase64 });
    assert.deepEqual(deliveries.map((one) => one.status), [401]);
    const forwarded = await ada.arrived({ type: "Create", objectId: noteId });
    assert.deepEqual([forwarded.http.valid, forwarded.listenerCalled], [true, false]);
  });

  await test("fedify: style actor announces a note that the receiver fetches", async () => {
    const { noteId } = await ada.post("publish", { style: "actor", content: "<p>boost</p>" });
    const announce = await bea.arrived({ type: "Announce", objectId: noteId });
    assertValid(announce, { scheme: "rfc9421", owner: `${ada.origin}/users/relay` });
    assert.equal(announce.announced.content, "<p>boost</p>");
    assert.equal((await bea.get("lookup", { id: announce.id })).type, "Announce");
    await ada.post("delete", { style: "actor", noteId });
    const undo = await bea.arrived({ type: "Undo", objectId: announce.id });
    assertValid(undo, { scheme: "rfc9421", owner: `${ada.origin}/users/relay` });
  });

  await test("fedify: Update and Delete arrive, and the deleted note is gone", async () => {
    const { noteId } = await ada.post("publish", { inbox });
    await ada.post("update", { inbox, noteId, content: "<p>new</p>" });
    assertValid(await bea.arrived({ type: "Update", objectId: noteId }), { owner, ld: true });
    await ada.post("delete", { inbox, noteId });
    assertValid(await bea.arrived({ type: "Delete", objectId: noteId }), { owner, ld: true });
    const response = await fetch(noteId, { headers: { accept: "application/activity+json" } });
    assert.deepEqual([response.status, (await response.json()).type], [410, "Tombstone"]);
  });

  await test("fedify: Undo of both Follows arrives, embedded and by id", async () => {
    const { undoId } = await ada.post("undo", { style: "actor" });
    assert.equal((await bea.arrived({ type: "Undo" }, (one) => one.id === undoId)).objectType, "Follow");
    const byId = await ada.post("undo", { style: "public", form: "id", ld: false });
    assert.equal((await bea.arrived({ type: "Undo" }, (one) => one.id === byId.undoId)).objectType, undefined);
    assert.ok(!(await bea.get("health")).followers.includes(`${ada.origin}/users/relay`));
  });

  await test("fedify: actor and NodeInfo of another server are readable", async () => {
    assert.equal((await ada.get("lookup", { id: `${bea.origin}/users/relay` })).type, "Application");
    const { documents } = await ada.get("nodeinfo", { origin: bea.origin });
    assert.deepEqual(documents.map((one) => one.valid), [true]);
  });
}

async function snacWithFedify(snac, bea) {
  const relay = `${bea.origin}/users/relay`;
  const subscriber = `${snac.origin}/relay`;

  await test("snac2: its relay user follows an actor and takes the Accept", async () => {
    await snac.post("follow", { actor: relay });
    const follow = await bea.arrived({ type: "Follow", objectId: relay }, (one) => one.actor === subscriber);
    assertValid(follow, { scheme: "cavage", owner: subscriber });
    assert.equal(follow.ld, null);
    await until("snac accepted", async () => (await snac.get("health")).follows[0]?.state === "accepted");
  });

  await test("snac2: it accepts the Follow back", async () => {
    await bea.post("follow", { inbox: `${subscriber}/inbox`, style: "actor", actor: subscriber });
    await until("fedify accepted", () => subscribed(bea, subscriber));
    await until("snac has a follower", async () => (await snac.get("health")).followers.length > 0);
    assert.deepEqual((await snac.get("health")).followers, [{ user: "relay", actor: relay }]);
  });

  await test("snac2: a note leaves as the author's Create and as the relay user's Announce", async () => {
    const { noteId } = await snac.post("publish", { content: "from snac" });
    const create = await bea.arrived({ type: "Create", objectId: noteId });
    assertValid(create, { scheme: "cavage", owner: `${snac.origin}/carol` });
    const announce = await bea.arrived({ type: "Announce", objectId: noteId });
    assertValid(announce, { scheme: "cavage", owner: subscriber });
    assert.match(announce.announced.content, /from snac/);
  });

  await test("snac2: an Announce with cavage reaches the timeline, its Undo is understood", async () => {
    const { noteId, activityId } = await bea.post("publish", { style: "actor", content: "<p>for snac</p>" });
    const announce = await snac.arrived({ type: "Announce" }, (one) => one.id === activityId && one.processed);
    assert.equal(announce.refused, null);
    const shown = await until("in the timeline", () => onTimeline(snac, noteId));
    assert.deepEqual([shown.content, shown.boostedBy], ["<p>for snac</p>", [relay]]);
    await bea.post("delete", { style: "actor", noteId });
    // snac2 keeps the boost on purpose and only logs that it was taken back.
    await until("logged", async () => (await snac.get("log", { contains: `Unboost for ${noteId} 200` })).lines[0]);
  });

  await test("snac2: it answers 202 to rfc9421 and then refuses it", async () => {
    const { activityId, deliveries } = await bea.post("publish", { style: "actor", scheme: "rfc9421" });
    assert.deepEqual(deliveries.map((one) => one.status), [202]);
    const announce = await snac.arrived({ type: "Announce" }, (one) => one.id === activityId && one.refused !== null);
    assert.equal(announce.refused, "bad signature header");
  });

  await test("snac2: the relay user's own note, its Update and its Delete reach its followers", async () => {
    const { noteId } = await snac.post("publish", { user: "relay", content: "short-lived" });
    assertValid(await bea.arrived({ type: "Create", objectId: noteId }), { owner: subscriber });
    await snac.post("update", { noteId, content: "changed" });
    assertValid(await bea.arrived({ type: "Update", objectId: noteId }), { owner: subscriber });
    await snac.post("delete", { noteId });
    const remove = await bea.arrived({ type: "Delete", objectId: noteId });
    assertValid(remove, { scheme: "cavage", owner: subscriber });
    assert.equal(remove.objectType, "Tombstone");
  });

  await test("snac2: unfollowing sends an Undo that embeds the Follow", async () => {
    const { follows } = await snac.get("health");
    await snac.post("undo", { actor: relay });
    const undo = await bea.arrived({ type: "Undo", objectId: follows[0].followId });
    assertValid(undo, { scheme: "cavage", owner: subscriber });
    assert.equal(undo.objectType, "Follow");
  });
}

async function subscribed(peer, actor) {
  const { subscriptions } = await peer.get("health");
  return subscriptions.some((one) => one.state === "accepted" && (actor === undefined || one.actor === actor));
}

async function onTimeline(snac, noteId) {
  return (await snac.get("timeline")).objects.find((one) => one.id === noteId);
}
