// The examples' micro-blog as a process of its own, on a data folder that goes with it.

import { strict as assert } from "node:assert";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atEnd, BLOG, startPeer, until } from "../common/driver.mjs";

/** Starts one that tries this scheme first with servers that it does not know. */
export async function startBlog(firstKnock, ...options) {
  const folder = await mkdtemp(join(tmpdir(), "linkspan-blog-"));
  const peer = await startPeer(BLOG, "--data", folder, "--first-knock", firstKnock, ...options);
  atEnd(async () => {
    await peer.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const { actor } = await peer.get("health");
  return { ...peer, actor };
}

/** Awaits a post in a peer's timeline that fulfils a condition, and gives it. */
export async function shown(peer, noteId, condition = () => true, query = {}) {
  return until(`${noteId} in the timeline of ${peer.origin}`, async () =>
    (await peer.get("timeline", query)).objects.find((one) => one.id === noteId && condition(one)));
}

/** Awaits that a post is in a peer's timeline no more. */
export async function vanished(peer, noteId, query = {}) {
  await until(`${noteId} gone from ${peer.origin}`, async () =>
    (await peer.get("timeline", query)).objects.every((one) => one.id !== noteId));
}

/** Awaits a fact about a peer. */
export async function known(peer, what, condition) {
  await until(`${peer.origin} ${what}`, async () => condition(await peer.get("health")));
}

export function likers(...actors) {
  return (post) => JSON.stringify(post.likedBy) === JSON.stringify(actors);
}

/** What was deleted is gone at its id too, and says so. */
export async function assertGone(noteId) {
  const response = await fetch(noteId, { headers: { accept: "application/activity+json" } });
  assert.deepEqual([response.status, (await response.json()).type], [410, "Tombstone"]);
}
