// What snac2's data folder tells: its archive of traffic, its refusals, its follows and timelines (layout: snac(5)).

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const USERS = ["carol", "relay"];

/** POSTs to its inboxes, in order. snac answers 202 at once and verifies later: see `processed` and `refused`. */
export async function received(folder) {
  const refusals = await texts(join(folder, "error"));
  const queues = [join(folder, "queue"), ...USERS.map((user) => join(folder, "user", user, "queue"))];
  const waiting = (await Promise.all(queues.map(texts))).flat();
  const entries = [];
  for (const { meta, body } of await archive(folder, "_RECV")) {
    const request = objectIn(meta, "req");
    if (request?.method !== "POST" || !/\/(shared-)?inbox$/.test(request.path)) continue;
    const activity = parse(body);
    const mentions = (text) => activity?.id !== undefined && text.includes(`"${activity.id}"`);
    const refusal = refusals.find(mentions);
    entries.push({
      number: entries.length,
      path: request.path,
      type: activity?.type,
      id: activity?.id,
      actor: activity?.actor,
      objectId: idOf(activity?.object),
      objectType: activity?.object?.type,
      processed: !waiting.some((text) => mentions(text) && text.includes('"type": "input"')),
      refused: refusal === undefined ? null : /^Error: (.*)$/m.exec(refusal)?.[1],
      headers: request,
      bodyBase64: body.toString("base64"),
      answer: { status: Number(/^status: (\d+)$/m.exec(meta)?.[1]) },
    });
  }
  return entries;
}

/** What it sent, GETs too; status 599 is its own for a timeout. */
export async function sent(folder) {
  return (await archive(folder, "_SEND")).map(({ meta, body }) => {
    const activity = parse(body);
    return {
      url: /^url: (.*)$/m.exec(meta)?.[1],
      method: body.length > 0 ? "POST" : "GET",
      status: Number(/^status: (\d+)$/m.exec(meta)?.[1]),
      type: activity?.type,
      activityId: activity?.id,
      objectId: idOf(activity?.object),
    };
  });
}

/** Whom its users follow; snac replaces the Follow it keeps by the Accept it gets. */
export async function followings(folder) {
  const found = [];
  for (const user of USERS) {
    for (const text of await texts(join(folder, "user", user, "following"))) {
      const { type, id, actor, object } = JSON.parse(text);
      if (type === "Accept") found.push({ user, actor, state: "accepted", followId: idOf(object) });
      if (type === "Follow") found.push({ user, actor: object, state: "requested", followId: id });
    }
  }
  return found;
}

export async function followers(folder) {
  const found = [];
  for (const user of USERS) {
    for (const text of await texts(join(folder, "user", user, "followers"))) {
      found.push({ user, actor: JSON.parse(text).id });
    }
  }
  return found;
}

/** Objects in a user's timeline, each with the actors that boosted it and those that like it. */
export async function timeline(folder, user) {
  const objects = [];
  for (const name of await names(join(folder, "user", user, "private"))) {
    const digest = name.slice(0, -".json".length);
    if (!isDigest(digest)) continue;
    const object = parse(await readOrEmpty(objectFile(folder, digest, ".json")));
    if (object === undefined) continue;
    objects.push({
      id: object.id,
      type: object.type,
      actor: object.attributedTo ?? object.actor,
      content: object.content,
      inReplyTo: object.inReplyTo ?? undefined,
      boostedBy: await actorsIn(folder, digest, "_a.idx"),
      likedBy: await actorsIn(folder, digest, "_l.idx"),
    });
  }
  return objects;
}

/** The ids of the actors in an index of an object; snac writes a dash over the first letter of those it strikes out. */
async function actorsIn(folder, digest, index) {
  const digests = (await readOrEmpty(objectFile(folder, digest, index))).toString("utf8").split("\n").filter(isDigest);
  const actors = await Promise.all(digests.map((one) => readOrEmpty(objectFile(folder, one, ".json"))));
  return actors.map((bytes) => parse(bytes)?.id);
}

export async function logLines(folder, contains) {
  const log = (await readOrEmpty(join(folder, "httpd.log"))).toString("utf8");
  return log.split("\n").filter((line) => line !== "" && line.includes(contains));
}

async function archive(folder, kind) {
  const folders = (await names(join(folder, "archive"))).filter((name) => name.endsWith(kind)).sort();
  return Promise.all(folders.map(async (name) => ({
    meta: (await readOrEmpty(join(folder, "archive", name, "_META"))).toString("utf8"),
    body: await readOrEmpty(join(folder, "archive", name, "payload")),
  })));
}

/** The JSON object that follows `name: ` in an archive's _META; it ends at the first brace in column 0. */
function objectIn(meta, name) {
  const start = meta.indexOf(`${name}: {`);
  const end = meta.indexOf("\n}", start);
  return start < 0 || end < 0 ? undefined : parse(meta.slice(start + name.length + 2, end + 2));
}

function objectFile(folder, digest, suffix) {
  return join(folder, "object", digest.slice(0, 2), digest + suffix);
}

function isDigest(line) {
  return /^[0-9a-f]{32}$/.test(line);
}

async function texts(folder) {
  const files = (await names(folder)).filter((name) => !name.endsWith("_a.json"));
  const read = await Promise.all(files.map((name) => readOrEmpty(join(folder, name))));
  return read.map(String).filter((text) => text !== "");
}

async function names(folder) {
  return readdir(folder).catch(() => []);
}

// snac moves its files while we read: one that is gone is nothing to report.
async function readOrEmpty(file) {
  return readFile(file).catch(() => Buffer.alloc(0));
}

function parse(bytes) {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

function idOf(value) {
  return typeof value === "string" ? value : value?.id;
}
