// Chapter 4: what must not pass. Whether nothing of it arrived anywhere is the ledger's last word.

import { test } from "../common/driver.mjs";
import { createdElsewhere, forward, publish, refused, taken } from "./sending.mjs";

const AS = "https://www.w3.org/ns/activitystreams";

export async function refusing({ relay, ada, bea, cyd, snac, ledger }) {
  await test("refuse: another's Create whose body was altered", async () => {
    const { body } = await createdElsewhere(ada, bea, "<p>true</p>");
    const forged = body.toString("utf8").replace("<p>true</p>", "<p>fake</p>");
    refused(await forward(bea, relay, forged), 401, "signer_not_actor");
  });

  await test("refuse: another's Create whose LD signature was taken away", async () => {
    const { body } = await createdElsewhere(ada, bea, "<p>bare</p>");
    const { signature, ...bare } = JSON.parse(body.toString("utf8"));
    refused(await forward(bea, relay, bare), 401, "signer_not_actor");
  });

  await test("take: another's Create with its LD signature goes to those who have it not", async () => {
    const { noteId, body } = await createdElsewhere(ada, bea, "<p>passed on</p>");
    taken(await forward(bea, relay, body));
    await ledger.announced(cyd, noteId);
    await ledger.announcedToSnac(snac, noteId);
  });

  for (const visibility of ["private", "unlisted"]) {
    await test(`refuse: a post that is ${visibility}`, async () => {
      refused(await ada.post("publish", { inbox: relay.inbox, visibility }), 403, "not_public");
    });
  }

  await test("refuse: an activity whose id is another host's", async () => {
    const own = create(ada, { id: `${bea.origin}/creates/1` });
    refused(await forward(ada, relay, own), 400, "origin_mismatch");
  });

  await test("refuse: a Create of an object whose id is another host's", async () => {
    const foreign = create(ada, { objectId: `${bea.origin}/notes/1` });
    refused(await forward(ada, relay, foreign), 400, "origin_mismatch");
  });

  await test("refuse: a Create of an object that is attributed to another host's actor", async () => {
    const foreign = create(ada, { author: `${bea.origin}/users/alice` });
    refused(await forward(ada, relay, foreign), 400, "origin_mismatch");
  });

  await test("refuse: a Delete of another host's note", async () => {
    const { noteId } = await publish(ada, relay, { content: "<p>kept</p>" }).then(async (published) => {
      await ledger.forwarded(bea, "Create", published.noteId, published.bodyBase64);
      await ledger.announced(cyd, published.noteId);
      await ledger.announcedToSnac(snac, published.noteId);
      return published;
    });
    const remove = activity(bea, "Delete", { object: noteId });
    refused(await forward(bea, relay, remove), 400, "origin_mismatch");
  });

  await test("refuse: an Undo of a Follow by someone else unsubscribes nobody", async () => {
    const [{ followId }] = (await cyd.get("health")).subscriptions;
    const follow = { id: followId, type: "Follow", actor: `${cyd.origin}/users/relay`, object: relay.actor };
    taken(await forward(bea, relay, activity(bea, "Undo", { object: follow })));
    const { noteId, bodyBase64 } = await publish(ada, relay, { content: "<p>still here</p>" });
    await ledger.announced(cyd, noteId);
    await ledger.forwarded(bea, "Create", noteId, bodyBase64);
    await ledger.announcedToSnac(snac, noteId);
  });
}

/** An activity in the name of the peer's relay actor, which signs it. */
function activity(peer, type, members) {
  return {
    "@context": AS,
    id: `${peer.origin}/${type.toLowerCase()}s/${crypto.randomUUID()}`,
    type,
    actor: `${peer.origin}/users/relay`,
    to: [`${AS}#Public`],
    ...members,
  };
}

function create(peer, { id, objectId, author }) {
  const object = {
    id: objectId ?? `${peer.origin}/notes/${crypto.randomUUID()}`,
    type: "Note",
    attributedTo: author ?? `${peer.origin}/users/relay`,
    to: [`${AS}#Public`],
    content: "<p>not to be relayed</p>",
  };
  return activity(peer, "Create", { object, ...(id === undefined ? {} : { id }) });
}
