// Chapter 10: the documents that our builders make (interop/documents, held to the builders by BuiltDocumentsTest), read by
// Fedify with nothing but the contexts that come with it.

import { strict as assert } from "node:assert";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { test } from "../common/driver.mjs";

const NODE = new URL("../fedify/node.sh", import.meta.url).pathname;
const FOLDER = new URL("../documents", import.meta.url).pathname;

// Members that Fedify 2.3.6 has no property for.
const UNKNOWN_TO_FEDIFY = new Set([
  "_misskey_reaction", "attributionDomains", "blurhash", "conversation", "focalPoint", "moderators",
  "postingRestrictedToMods", "webfinger",
]);
const isUnknown = (file, path) =>
  UNKNOWN_TO_FEDIFY.has(path.split("/").at(-1)) || (file === "group.json" && path === "sensitive");

export async function documents() {
  const { stdout } = await promisify(execFile)(NODE, ["read.mjs", FOLDER]);
  const answers = new Map(stdout.trim().split("\n").map((line) => JSON.parse(line)).map((a) => [a.file, a]));
  for (const file of readdirSync(FOLDER)) {
    const document = JSON.parse(readFileSync(`${FOLDER}/${file}`, "utf8"));
    await test(`documents: Fedify takes ${file} for the ${document.type} that it is, and loses nothing it knows`, () => {
      const { type, id, lost, error } = answers.get(file);
      assert.equal(error, undefined);
      assert.deepEqual([type, id], [document.type, document.id]);
      assert.deepEqual(lost.filter((path) => !isUnknown(file, path)), []);
    });
  }
}
