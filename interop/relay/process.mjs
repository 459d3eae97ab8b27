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

export class RelayProcess {
  /** Starts a relay that is stopped at the end of the run; resolves when its actor answers. */
  static async start(...settings) {
    const relay = new RelayProcess(await freePort(), await mkdtemp(join(tmpdir(), "linkspan-interop-")), settings);
    atEnd(() => relay.#end());
    await relay.launch();
    return relay;
  }

  /** The end of its log, once the run is over. */
  logTail = "";
  #child;
  #ended;

  constructor(port, folder, settings) {
    this.settings = settings;
    this.port = port;
    this.folder = folder;
    this.log = join(folder, "relay.log");
    this.origin = `http://127.0.0.1:${port}`;
    this.actor = `${this.origin}/actor`;
    this.inbox = `${this.origin}/inbox`;
    this.followers = `${this.origin}/followers`;
  }

  /** Starts the process, the first time or again, on what its data folder holds. */
  async launch() {
    const output = await open(this.log, "a");
    const options = ["--base-url", this.origin, "--listen", `127.0.0.1:${this.port}`,
      "--data-dir", join(this.folder, "data"), "--allow-private-network", ...this.settings];
    this.#child = spawn(LAUNCHER, ["serve", ...options], { stdio: ["ignore", output.fd, output.fd] });
    this.#ended = new Promise((resolve) => this.#child.once("exit", resolve));
    await output.close();
    await until("the relay answers", async () => {
      if (!this.#running()) throw new Error(`the relay ended: ${await readFile(this.log, "utf8")}`);
      return fetch(this.actor).then((response) => response.ok, () => false);
    });
  }

  /** Ends the process as a power cut would: no handler of its own runs. */
  async kill() {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  async #end() {
    if (this.#child !== undefined && this.#running()) {
      this.#child.kill("SIGTERM");
      const impatience = setTimeout(() => this.#child.kill("SIGKILL"), STOP_DEADLINE_MS);
      await this.#ended;
      clearTimeout(impatience);
    }
    const lines = (await readFile(this.log, "utf8").catch(() => "")).trimEnd().split("\n");
    this.logTail = lines.slice(-TAIL_LINES).join("\n");
    await rm(this.folder, { recursive: true, force: true });
  }

  #running() {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }
}
