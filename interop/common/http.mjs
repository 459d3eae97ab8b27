// The small HTTP server pieces both peers share: listen on loopback, read a body, answer JSON, route a control API.

import { createServer } from "node:http";

const LOOPBACK = "127.0.0.1";

/** Listens on loopback; port 0 lets the system choose. Resolves to the listening server. */
export function listen(port, handler) {
  const server = createServer((request, response) => {
    handler(request, response).catch((error) => {
      answerJson(response, 500, { error: error.name, detail: String(error.message) });
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, () => resolve(server));
  });
}

export function portOf(server) {
  return server.address().port;
}

/** A port that is free now, for programs that must be told theirs. */
export async function freePort() {
  const server = await listen(0, async () => {});
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export function answerJson(response, status, value) {
  if (response.headersSent) return response.end();
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value) + "\n");
}

/** A wrong request to the control API: the driver's mistake, answered 400. */
export class BadCommand extends Error {
  name = "BadCommand";
}

/** Routes `"POST /_peer/x": async (arguments) => value`; arguments are the JSON body, or the query for GET. */
export function controlApi(routes) {
  return async (request, response) => {
    const url = new URL(request.url, "http://control");
    const route = routes[`${request.method} ${url.pathname}`];
    if (route === undefined) {
      return answerJson(response, 404, { error: "NoSuchCommand", detail: Object.keys(routes).join(", ") });
    }
    try {
      const body = request.method === "POST" ? await readBody(request) : Buffer.alloc(0);
      const given = body.length > 0 ? JSON.parse(body.toString("utf8")) : Object.fromEntries(url.searchParams);
      answerJson(response, 200, (await route(given)) ?? {});
    } catch (error) {
      const status = error instanceof BadCommand || error instanceof SyntaxError ? 400 : 500;
      answerJson(response, status, { error: error.name, detail: String(error.message) });
    }
  };
}

/** Value of a command line option `--name value`, or the default. */
export function option(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
}

/**
 * Says on one line of standard output that the peer is ready, and lets it end with whoever started it:
 * on SIGTERM or SIGINT, or, with `--exit-with-stdin`, as soon as its standard input is closed.
 */
export function announceReady(facts, close) {
  let closing = false;
  const end = async () => {
    if (closing) return;
    closing = true;
    await close();
    process.exit(0);
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  if (process.argv.includes("--exit-with-stdin")) process.stdin.resume().on("end", end).on("error", end);
  process.stdout.write(JSON.stringify({ ready: true, pid: process.pid, ...facts }) + "\n");
}
