// Chapter 7: many at once. Between activities about one note the order holds, whatever happens between the notes.

import { strict as assert } from "node:assert";
import { test } from "../common/driver.mjs";
import { publish, taken } from "./sending.mjs";

const NOTES = 10;

export async function ordering({ relay, ada, bea, dan, ledger }) {
  let notes;
  await test(`order: ${NOTES} notes are posted, edited and deleted at once, and all is taken`, async () => {
    notes = await Promise.all(Array.from({ length: NOTES }, async () => {
      const { noteId } = await publish(ada, relay);
      taken(await ada.post("update", { inbox: relay.inbox, noteId }));
      taken(await ada.post("delete", { inbox: relay.inbox, noteId }));
      return noteId;
    }));
  });

  await test("order: bea gets of each note the Create, then the Update, then the Delete", async () => {
    for (const noteId of notes) {
      const numbers = [];
      for (const type of ["Create", "Update", "Delete"]) {
        numbers.push((await ledger.arrival(bea, type, noteId)).number);
      }
      assert.deepEqual(numbers, numbers.toSorted((a, b) => a - b));
    }
  });

  await test("order: dan gets of each note our Announce, then our Undo", async () => {
    for (const noteId of notes) {
      const announce = await ledger.arrival(dan, "Announce", noteId);
      const undo = await ledger.arrival(dan, "Undo", announce.id);
      assert.ok(announce.number < undo.number, `${announce.number}, ${undo.number}`);
    }
  });
}
