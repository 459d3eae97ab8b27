// Reads documents with Fedify, as often as it can, and says how often that was.
//
//   documents.mjs FILE...      each line on standard input, a number of seconds, asks for a round; each answer is one line:
//   {"fedify":"2.3.6","node":"v22.23.3","rounds":{"FILE":{"parse":…,"fromJsonLd":…,"tenProperties":…}}}
//
// Figures are per second of the process's processor time. parse is JSON.parse alone, fromJsonLd that and fromJsonLd,
// tenProperties all that and ten properties read. Contexts are those that come with Fedify; nothing is fetched.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { Activity } from "@fedify/vocab";
import { preloadedContexts } from "@fedify/vocab-runtime";

globalThis.fetch = async (url) => {
  throw new Error(`fetches ${url}`);
};

const BATCH = 10;
const version = createRequire(process.env.LINKSPAN_INTEROP_FEDIFY + "/")("@fedify/vocab/package.json").version;

async function contextLoader(url) {
  const document = preloadedContexts[url];
  if (document === undefined) throw new Error(`no such context comes with Fedify: ${url}`);
  return { contextUrl: null, document, documentUrl: url };
}
const loaders = { documentLoader: contextLoader, contextLoader };

async function tenProperties(activity) {
  const note = await activity.getObject(loaders);
  let mentions = 0;
  for await (const tag of note.getTags(loaders)) mentions += tag.href === null ? 0 : 1;
  let pictures = 0;
  for await (const attachment of note.getAttachments(loaders)) pictures += attachment.mediaType === null ? 0 : 1;
  return [
    activity.id, activity.actorId, activity.toIds, activity.ccIds, note.id, note.attributionId, note.content,
    note.published, mentions, pictures,
  ];
}

const operations = {
  parse: async (text) => JSON.parse(text),
  fromJsonLd: async (text) => await Activity.fromJsonLd(JSON.parse(text), loaders),
  tenProperties: async (text) => await tenProperties(await Activity.fromJsonLd(JSON.parse(text), loaders)),
};

async function perCpuSecond(operation, text, seconds) {
  const begin = process.cpuUsage();
  let spent = 0;
  let done = 0;
  while (spent < seconds * 1e6) {
    for (let i = 0; i < BATCH; i++) await operation(text);
    done += BATCH;
    const usage = process.cpuUsage(begin);
    spent = usage.user + usage.system;
  }
  return (done * 1e6) / spent;
}

function check(properties, file) {
  if (properties.some((value) => value === null || value === undefined || value === 0 || value.length === 0)) {
    throw new Error(`${file}: Fedify does not find all of it: ${properties}`);
  }
}

const texts = process.argv.slice(2).map((file) => [file, readFileSync(file, "utf8")]);
for (const [file, text] of texts) check(await operations.tenProperties(text), file);

for await (const line of createInterface({ input: process.stdin })) {
  const rounds = {};
  for (const [file, text] of texts) {
    rounds[file] = {};
    for (const [name, operation] of Object.entries(operations)) {
      rounds[file][name] = await perCpuSecond(operation, text, Number(line));
    }
  }
  console.log(JSON.stringify({ fedify: version, node: process.version, rounds }));
}
