// The relay as operators run it: the launcher, a data folder, a port, and nothing else.

import { spawn } from "node:child_process";
import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atEnd, until } from "../common/driver.mjs";
import { freePort } from "../common/http.mjs";

const LAUNCHER = new URL("../../linkspan", import.meta.url).pathname;
const STOP_DEADLINE_MS = 20_000;
const TAIL_LINES = 60;

/** Starts a relay that is stopped at the end of the run; resolves when its actor answers. */
export async function startRelay() {
  const folder = await mkdtemp(join(tmpdir(), "linkspan-interop-"));
  const log = join(folder, "relay.log");
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const output = await open(log, "w");
  const child = spawn(
    LAUNCHER,
    ["serve", "--base-url", origin, "--listen", `127.0.0.1:${port}`, "--data-dir", join(folder, "data"),
      "--allow-private-network"],
    { stdio: ["ignore", output.fd, output.fd] },
  );
  await output.close();
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const relay = {
    origin,
    actor: `${origin}/actor`,
    inbox: `${origin}/inbox`,
    followers: `${origin}/followers`,
    logTail: "",
    running: () => child.exitCode === null && child.signalCode === null,
  };
  atEnd(async () => {
    if (relay.running()) {
      child.kill("SIGTERM");
      const impatience = setTimeout(() => child.kill("SIGKILL"), STOP_DEADLINE_MS);
      await ended;
      clearTimeout(impatience);
    }
    relay.logTail = (await readFile(log, "utf8")).trimEnd().split("\n").slice(-TAIL_LINES).join("\n");
    await rm(folder, { recursive: true, force: true });
  });
  await until("the relay answers", async () => {
    if (!relay.running()) throw new Error(`the relay ended with ${child.exitCode}: ${await readFile(log, "utf8")}`);
    return fetch(relay.actor).then((response) => response.ok, () => false);
  });
  return relay;
}
