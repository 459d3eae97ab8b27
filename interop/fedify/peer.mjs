// A small real Fedify server on loopback, steered by a test driver through a control API on a second port.
// What each file does: instance = actors, objects, inbox; inspector = verdicts on what arrives;
// publisher = what is sent; control = the driver's commands.

import { configure, getConsoleSink } from "@logtape/logtape";
import { announceReady, controlApi, listen, option, portOf } from "../common/http.mjs";
import { controlRoutes } from "./control.mjs";
import { frontDoor } from "./frontdoor.mjs";
import { Instance } from "./instance.mjs";
import { SPECS } from "./publisher.mjs";

const level = option("log", "fatal");
const scheme = option("scheme", "rfc9421");
if (!(scheme in SPECS)) throw new Error(`--scheme: ${scheme} (expected: cavage or rfc9421)`);
await configure({
  sinks: { stderr: getConsoleSink({ console: toStandardError() }) },
  loggers: [
    { category: ["logtape", "meta"], lowestLevel: "error", sinks: ["stderr"] },
    { category: "fedify", lowestLevel: level, sinks: ["stderr"] },
  ],
});

// The port must be known before the instance: it is part of every id.
let door = (_request, response) => Promise.resolve(response.writeHead(503).end());
const server = await listen(Number(option("port", "0")), (request, response) => door(request, response));
const origin = `http://127.0.0.1:${portOf(server)}`;
const instance = await Instance.open(origin, SPECS[scheme]);
door = frontDoor(instance);

const control = await listen(Number(option("control-port", "0")), controlApi(controlRoutes(instance, scheme)));
announceReady({ kind: "fedify", origin, control: `http://127.0.0.1:${portOf(control)}` }, () => {
  control.closeAllConnections();
  server.closeAllConnections();
});

// Standard output carries the one ready line only.
function toStandardError() {
  const write = (...parts) => console.error(...parts);
  return { ...console, debug: write, info: write, log: write, warn: write, error: write };
}
