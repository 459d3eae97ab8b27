// Reads each document of a folder with Fedify and prints, a line of JSON each, what Fedify takes it for:
//
//   read.mjs FOLDER      {"file":"note.json","type":"Note","id":"https://…","lost":["object/member", …]}
//
// lost are the members, those of the first object under each included, that Fedify does not write when it writes the
// document anew. Contexts are those that come with Fedify; nothing is fetched.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Link, Object } from "@fedify/vocab";
import { preloadedContexts } from "@fedify/vocab-runtime";

globalThis.fetch = async (url) => {
  throw new Error(`fetches ${url}`);
};

async function contextLoader(url) {
  const document = preloadedContexts[url];
  if (document === undefined) throw new Error(`no such context comes with Fedify: ${url}`);
  return { contextUrl: null, document, documentUrl: url };
}
const loaders = { documentLoader: contextLoader, contextLoader };

/** The members of a document, and of the first object under each, that were not written. */
function lostIn(document, written) {
  return globalThis.Object.keys(document).filter((name) => name !== "@context").flatMap((name) => {
    if (!(name in written)) return [name];
    const [before, after] = [first(document[name]), first(written[name])];
    return isNode(before) && isNode(after) ? lostIn(before, after).map((inner) => `${name}/${inner}`) : [];
  });
}

const first = (value) => (Array.isArray(value) ? value[0] : value);
const isNode = (value) => typeof value === "object" && value !== null;

const folder = process.argv[2];
for (const file of readdirSync(folder).filter((name) => name.endsWith(".json")).sort()) {
  const document = JSON.parse(readFileSync(join(folder, file), "utf8"));
  try {
    const read = await Object.fromJsonLd(document, loaders);
    // Without the text that it came from, so that it writes what it understood.
    const written = await read.clone({}).toJsonLd({ ...loaders, format: "compact" });
    const lost = lostIn(document, written);
    console.log(JSON.stringify({ file, type: read.constructor.name, id: read.id?.href, lost }));
  } catch (error) {
    console.log(JSON.stringify({ file, error: String(error.message ?? error) }));
  }
}
