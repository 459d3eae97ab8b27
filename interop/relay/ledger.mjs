// What each peer must get from the relay, and nothing besides: a second copy, an echo to the origin or a refused post
// that went on after all shows as a line too many.

import { strict as assert } from "node:assert";
import { assertValid, bodyOf, test, until } from "../common/driver.mjs";

const PASSED_ON = ["Announce", "Create", "Delete", "Update"];

export class Ledger {
  #relay;
  #lines = new Map();

  constructor(relay) {
    this.#relay = relay;
  }

  /** Awaits the very bytes at a Fedify peer, with both signatures valid to it. */
  async forwarded(peer, type, objectId, bodyBase64) {
    const arrival = await this.arrival(peer, type, objectId);
    assertValid(arrival, { scheme: "cavage", owner: this.#relay.actor, ld: true });
    assert.equal(arrival.bodyBase64, bodyBase64, "the bytes differ from those that were sent");
    return arrival;
  }

  /** Awaits our Announce of an object at a Fedify peer, which must be able to fetch that. */
  async announced(peer, objectId) {
    const arrival = await this.arrival(peer, "Announce", objectId);
    assertValid(arrival, { scheme: "cavage", owner: this.#relay.actor });
    const announce = bodyOf(arrival);
    assert.deepEqual([announce.actor, announce.object], [this.#relay.actor, objectId]);
    assert.deepEqual([announce.to].flat(), [this.#relay.followers]);
    assert.match(announce.published, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.equal(new URL(announce.id).origin, this.#relay.origin);
    assert.deepEqual([arrival.announced?.fetched, arrival.announced?.id], [true, objectId]);
    return arrival;
  }

  /** Awaits that a Fedify peer's Announce of an object is taken back. */
  async takenBack(peer, objectId) {
    const announce = await this.#one(peer, "Announce", objectId);
    const arrival = await this.arrival(peer, "Undo", announce.id);
    assertValid(arrival, { scheme: "cavage", owner: this.#relay.actor });
    assert.equal(arrival.objectType, "Announce");
    return arrival;
  }

  /** Awaits our Announce at snac2, which verifies after it answered. */
  async announcedToSnac(snac, objectId) {
    this.#expect(snac, "Announce", objectId);
    const arrival = await snac.arrived({ type: "Announce", objectId }, (one) => one.processed);
    assert.deepEqual([arrival.refused, arrival.actor], [null, this.#relay.actor]);
    // snac2 writes the object down first and who boosted it after that.
    const shown = await until(`${objectId} in snac's timeline`, async () =>
      (await snac.get("timeline")).objects.find((one) => one.id === objectId && one.boostedBy.length > 0));
    assert.deepEqual(shown.boostedBy, [this.#relay.actor]);
    return arrival;
  }

  async takenBackFromSnac(snac, objectId) {
    const announce = await this.#one(snac, "Announce", objectId);
    this.#expect(snac, "Undo", announce.id);
    const arrival = await snac.arrived({ type: "Undo", objectId: announce.id }, (one) => one.processed);
    assert.equal(arrival.refused, null);
    return arrival;
  }

  /** Awaits something of ours at a Fedify peer, whatever that thinks of it. */
  async arrival(peer, type, objectId) {
    this.#expect(peer, type, objectId);
    return peer.arrived({ type, objectId }, (one) => one.http.owner === this.#relay.actor);
  }

  /** Compares with all that arrived. */
  async close(peers) {
    for (const [name, peer] of Object.entries(peers)) {
      await test(`ledger: ${name} got each of these once and nothing else`, async () => {
        const { activities } = await peer.get("received");
        assert.ok(activities.some((one) => this.#isOurs(one)), "nothing is recognised as ours");
        const got = activities
          .filter((one) => this.#isOurs(one) && (PASSED_ON.includes(one.type) || one.objectType === "Announce"))
          .map((one) => `${one.type} ${one.objectId}`);
        assert.deepEqual(got.sort(), [...(this.#lines.get(peer) ?? [])].sort());
      });
    }
  }

  /** Of snac2, which also posts to itself, only the headers tell who signed. */
  #isOurs({ http, headers }) {
    return http?.owner === this.#relay.actor || (headers?.signature ?? "").includes(`keyId="${this.#relay.actor}#`);
  }

  async #one(peer, type, objectId) {
    const { activities } = await peer.get("received", { type, objectId });
    const ours = activities.filter((one) => one.actor === this.#relay.actor);
    assert.equal(ours.length, 1, `${type} of ${objectId} came ${ours.length} times`);
    return ours[0];
  }

  #expect(peer, type, objectId) {
    this.#lines.set(peer, [...(this.#lines.get(peer) ?? []), `${type} ${objectId}`]);
  }
}
