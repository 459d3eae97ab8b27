// What the chapters say to the relay through a peer, and what they expect for an answer.

import { strict as assert } from "node:assert";

/** The one knock with which a command was taken. */
export function taken({ deliveries }, scheme) {
  assert.equal(deliveries.length, 1, `${deliveries.length} knocks: ${describe(deliveries)}`);
  assert.equal(deliveries[0].status, 202, describe(deliveries));
  if (scheme !== undefined) assert.equal(deliveries[0].scheme, scheme);
  return deliveries[0];
}

/** Every knock of a command was refused with this status and code, and a text for the sender's administrator. */
export function refused({ deliveries }, status, code) {
  assert.notEqual(deliveries.length, 0, "nothing was sent");
  for (const { status: got, answer } of deliveries) {
    assert.equal(got, status, describe(deliveries));
    const { error, detail } = JSON.parse(answer);
    assert.equal(error, code, answer);
    assert.ok(detail.length > 10, answer);
  }
}

/** A note by a peer's author, sent to the relay with its LD signature; gives the note's id and the bytes. */
export async function publish(peer, relay, given = {}) {
  const published = await peer.post("publish", { inbox: relay.inbox, ...given });
  const { bodyBase64 } = taken(published, given.scheme);
  return { ...published, bodyBase64 };
}

/** A signed Create that the relay has not seen: it was sent elsewhere. */
export async function createdElsewhere(author, elsewhere, content) {
  const { noteId, deliveries } = await author.post("publish", { inbox: `${elsewhere.origin}/inbox`, content });
  return { noteId, body: Buffer.from(taken({ deliveries }).bodyBase64, "base64") };
}

export function forward(peer, relay, body) {
  const bytes = typeof body === "object" && !Buffer.isBuffer(body) ? JSON.stringify(body) : body;
  return peer.post("forward", { inbox: relay.inbox, bodyBase64: Buffer.from(bytes).toString("base64") });
}

function describe(deliveries) {
  return deliveries.map((one) => `${one.scheme} ${one.status} ${one.answer}`).join("; ");
}
