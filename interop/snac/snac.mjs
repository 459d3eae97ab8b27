// The snac2 process: data folder, users, daemon, and the commands of its command line and web interface.

import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BadCommand, freePort } from "../common/http.mjs";

const USERS = ["carol", "relay"]; // "relay" is the name by which snac2 knows its relay subscriber (snac(8))
const START_DEADLINE_MS = 20_000;
const STOP_DEADLINE_MS = 10_000;
const POLL_MS = 50;

export class Snac {
  static async start(wantedPort) {
    const port = wantedPort === 0 ? await freePort() : wantedPort;
    const snac = new Snac(port, await mkdtemp(join(tmpdir(), "linkspan-snac-")));
    try {
      await snac.#initialise();
      await snac.#launch();
    } catch (error) {
      await snac.stop(false);
      throw error;
    }
    return snac;
  }

  #passwords = {};
  #daemon;

  constructor(port, parent) {
    this.port = port;
    this.parent = parent;
    this.folder = join(parent, "data"); // snac insists on making this one itself
    this.origin = `http://127.0.0.1:${port}`;
  }

  /** Queued by snac; its daemon sends within some three seconds. */
  async follow(user, actor) {
    this.#known(user);
    await this.#run(["follow", this.folder, user, actor]);
  }

  async unfollow(user, actor) {
    this.#known(user);
    await this.#run(["unfollow", this.folder, user, actor]);
  }

  async publish(user, content) {
    this.#known(user);
    // With a debug level the command prints the activity it queued: the only way to learn the id at once.
    const create = JSON.parse(await this.#run(["note", this.folder, user, content], { env: { DEBUG: "1" } }));
    return { noteId: create.object.id, activityId: create.id };
  }

  async update(noteId, content) {
    await this.#web(this.#authorOf(noteId), "note", { edit_id: noteId, content });
  }

  /** The command line cannot delete; the web interface can. */
  async delete(noteId) {
    await this.act(this.#authorOf(noteId), "Delete", noteId, noteId.replace(/\/p\/.*$/, ""));
  }

  /** Answers a post that it knows or can fetch; the web interface does not say by which id. */
  async reply(user, noteId, content) {
    await this.#web(user, "note", { in_reply_to: noteId, content });
  }

  /** What its web interface has a button for under a post that it has: "Like", "Unlike", "Delete". */
  async act(user, action, noteId, actor) {
    await this.#web(user, "action", { id: noteId, actor, action });
  }

  async stop(keepData) {
    const daemon = this.#daemon;
    if (daemon !== undefined && daemon.exitCode === null && daemon.signalCode === null) {
      const ended = new Promise((resolve) => daemon.once("exit", resolve));
      daemon.kill("SIGTERM");
      // Its threads may be waiting for a peer; what it would still send is of no interest any more.
      const impatience = setTimeout(() => daemon.kill("SIGKILL"), STOP_DEADLINE_MS);
      await ended;
      clearTimeout(impatience);
    }
    if (!keepData) await rm(this.parent, { recursive: true, force: true });
  }

  async #initialise() {
    // Asked in this order: address, port, host name, path prefix, administrator's mail address.
    await this.#run(["init", this.folder], { input: `127.0.0.1\n${this.port}\n127.0.0.1:${this.port}\n\n\n` });
    const file = join(this.folder, "server.json");
    const settings = {
      ...JSON.parse(await readFile(file, "utf8")),
      protocol: "http",
      // A job thread blocks while it posts, also to a peer that is just asking snac for something:
      // with the default of 4 threads a few messages stall for 6 seconds and are retried after 2 minutes.
      num_threads: 32,
    };
    await writeFile(file, JSON.stringify(settings, null, 4));
    for (const user of USERS) {
      const said = await this.#run(["adduser", this.folder, user], { input: `${user}\n` });
      const password = /User password is (\S+)/.exec(said);
      if (password === null) throw new Error(`snac adduser: ${said} (expected: a password)`);
      this.#passwords[user] = password[1];
    }
    // Where these folders exist snac logs all traffic and all refused signatures (snac(5)).
    for (const name of ["archive", "error"]) await mkdir(join(this.folder, name));
  }

  async #launch() {
    const log = await open(join(this.folder, "httpd.log"), "w");
    this.#daemon = spawn(process.env.LINKSPAN_INTEROP_SNAC, ["httpd", this.folder], {
      stdio: ["ignore", log.fd, log.fd],
      env: { ...process.env, DEBUG: "1" },
    });
    await log.close();
    const deadline = Date.now() + START_DEADLINE_MS;
    for (;;) {
      const { exitCode } = this.#daemon;
      if (exitCode !== null) throw new Error(`snac httpd ended: ${exitCode} (expected: to run)`);
      if (await answers(`${this.origin}/carol`)) return;
      if (Date.now() > deadline) throw new Error(`snac httpd: silent for ${START_DEADLINE_MS} ms`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  #authorOf(noteId) {
    return noteId.startsWith(`${this.origin}/`) ? noteId.slice(this.origin.length + 1).split("/", 1)[0] : "";
  }

  async #web(user, form, fields) {
    this.#known(user);
    const response = await fetch(`${this.origin}/${user}/admin/${form}`, {
      method: "POST",
      redirect: "manual",
      headers: {
        authorization: `Basic ${Buffer.from(`${user}:${this.#passwords[user]}`).toString("base64")}`,
        // Exactly so: with a charset parameter, as fetch would write it, snac reads no fields at all.
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({ ...fields, group: "", redir: "" }).toString(),
    });
    if (response.status !== 303) throw new Error(`snac web ${form}: ${response.status} (expected: 303)`);
  }

  #known(user) {
    if (!USERS.includes(user)) throw new BadCommand(`user: ${user} (expected: ${USERS.join(" or ")})`);
  }

  #run(args, { input = "", env = {} } = {}) {
    return new Promise((resolve, reject) => {
      const options = { env: { ...process.env, ...env }, timeout: START_DEADLINE_MS };
      const child = execFile(process.env.LINKSPAN_INTEROP_SNAC, args, options, (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(`snac ${args[0]}: ${error.message} ${stderr}`));
      });
      child.stdin.end(input);
    });
  }
}

async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
