// Chapter 9: a second relay that knocks with RFC 9421 first, between Fedify servers that do too. Of its own, for the
// ledger knows one relay only.

import { strict as assert } from "node:assert";
import { assertValid, FEDIFY, startPeer, test } from "../common/driver.mjs";
import { RelayProcess } from "./process.mjs";
import { publish, taken } from "./sending.mjs";

export async function knocking() {
  const [relay, eva, fay] = await Promise.all([
    RelayProcess.start("--first-knock", "rfc9421"),
    startPeer(FEDIFY),
    startPeer(FEDIFY, "--scheme", "cavage"),
  ]);

  for (const [name, peer, scheme] of [["eva", eva, "rfc9421"], ["fay", fay, "cavage"]]) {
    await test(`knocking: ${name}'s Follow, first knock ${scheme}, is taken; our Accept in rfc9421 is valid`, async () => {
      const follow = await peer.post("follow", { inbox: relay.inbox, style: "public" });
      taken(follow, scheme);
      const accept = await peer.arrived({ type: "Accept", objectId: follow.followId });
      assertValid(accept, { scheme: "rfc9421", owner: relay.actor });
    });
  }

  await test("knocking: a Create with Fedify's rfc9421 first knock goes on to a subscriber in rfc9421, once", async () => {
    const { noteId, bodyBase64 } = await publish(eva, relay, { content: "<p>knock, knock</p>" });
    const create = await fay.arrived({ type: "Create", objectId: noteId });
    assertValid(create, { scheme: "rfc9421", owner: relay.actor, ld: true });
    assert.equal(create.bodyBase64, bodyBase64);
    const { activities } = await fay.get("received");
    assert.deepEqual(activities.map((one) => [one.type, one.http.scheme, one.answer.status]), [
      ["Accept", "rfc9421", 202],
      ["Create", "rfc9421", 202],
    ]);
  });

  await test("knocking: who is refused for its signature is told which one would do", async () => {
    const response = await fetch(relay.inbox, {
      method: "POST",
      headers: { "content-type": "application/activity+json" },
      body: Buffer.from(JSON.stringify({ id: `${eva.origin}/x`, type: "Create", actor: `${eva.origin}/users/alice` })),
    });
    assert.equal(response.status, 401);
    assert.match(response.headers.get("accept-signature"), /^sig1=\("@method" "@target-uri" "content-digest"\)/);
  });
}
