// What drives peers through a run: starts them, waits on conditions, counts what held.

import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export const FEDIFY = new URL("../fedify/peer.sh", import.meta.url).pathname;
export const SNAC = new URL("../snac/peer.sh", import.meta.url).pathname;
export const BLOG = new URL("../blog/peer.sh", import.meta.url).pathname;
export const PUBLIC = ["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"];

// snac looks at its queues every three seconds, twice per hop; the relay's second retry comes after up to 51 seconds.
const DEADLINE_MS = 75_000;
const POLL_MS = 100;

const stops = [];
let passed = 0;
let failed = 0;

/** Runs the whole, stops what it started however it ends, and says `N passed, N failed`, in the exit code too. */
export async function run(body, { onFailure = async () => {} } = {}) {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => stopAll().finally(() => process.exit(1)));
  }
  try {
    await body();
  } catch (error) {
    failed++;
    console.log(`FAIL the run itself: ${error.stack}`);
  } finally {
    await stopAll();
  }
  if (failed > 0) await onFailure();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Registers how to stop something at the end of the run. */
export function atEnd(stop) {
  stops.push(stop);
}

async function stopAll() {
  const complain = (error) => console.log(`while stopping: ${error.message}`);
  await Promise.all(stops.splice(0).map((stop) => stop().catch(complain)));
}

/** One assertion, named by a sentence. A failure is counted and the run goes on. */
export async function test(name, body) {
  try {
    await body();
    passed++;
    console.log(`ok   ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL ${name}: ${error.message}`);
  }
}

/** Polls until the condition gives something true, and gives that. */
export async function until(what, condition) {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${DEADLINE_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Fedify's verdicts on one arrival, and that its own inbox took it. */
export function assertValid(entry, { scheme, owner, ld }) {
  assert.equal(entry.http.valid, true, JSON.stringify(entry.http));
  assert.equal(entry.http.owner, owner);
  if (scheme !== undefined) assert.equal(entry.http.scheme, scheme);
  if (ld !== undefined) assert.equal(entry.ld?.valid ?? false, ld, JSON.stringify(entry.ld));
  assert.deepEqual([entry.answer.status, entry.listenerCalled], [202, true]);
}

/** The activity of an arrival, as it was received. */
export function bodyOf(entry) {
  return JSON.parse(Buffer.from(entry.bodyBase64, "base64").toString("utf8"));
}

/** Starts a peer on free ports; it ends with our pipe to it, however we end. */
export async function startPeer(script, ...options) {
  const child = spawn(script, [...options, "--exit-with-stdin"], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  atEnd(stop);
  const line = await new Promise((resolve, reject) => {
    createInterface(child.stdout).once("line", resolve);
    ended.then((code) => reject(new Error(`${script}: ended with ${code} before it was ready`)));
  });
  const { origin, control } = JSON.parse(line);
  const call = async (path, init) => {
    const response = await fetch(`${control}/_peer/${path}`, init);
    const answer = await response.json();
    if (!response.ok) throw new Error(`${path}: ${answer.error}: ${answer.detail}`);
    return answer;
  };
  const peer = {
    origin,
    stop,
    get: (command, query = {}) => call(`${command}?${new URLSearchParams(query)}`),
    post: (command, given) => call(command, { method: "POST", body: JSON.stringify(given) }),
    arrived: (query, accept = () => true) =>
      until(`${script} received ${JSON.stringify(query)}`, async () =>
        (await peer.get("received", query)).activities.find(accept)),
  };
  return peer;
}
