// Chapter 3: snac2 publishes. Its posts carry no LD signature, so everyone gets our Announce.

import { strict as assert } from "node:assert";
import { test } from "../common/driver.mjs";

export async function snacPublishing({ ada, bea, cyd, snac, ledger }) {
  const fedifys = [ada, bea, cyd];

  await test("snac2: carol's note, sent as Create and as the relay user's Announce, reaches each once", async () => {
    const { noteId } = await snac.post("publish", { content: "from carol" });
    for (const peer of fedifys) assert.match((await ledger.announced(peer, noteId)).announced.content, /from carol/);
  });

  await test("snac2: a note of its relay user reaches all, and its Delete takes it back", async () => {
    const { noteId } = await snac.post("publish", { user: "relay", content: "short-lived" });
    for (const peer of fedifys) assert.match((await ledger.announced(peer, noteId)).announced.content, /short-lived/);
    await snac.post("delete", { noteId });
    for (const peer of fedifys) await ledger.takenBack(peer, noteId);
  });
}
