// In front of Fedify's fetch handler: keeps the raw request, asks for verdicts, then lets Fedify answer.

import { readBody } from "../common/http.mjs";
import { inspect, parse } from "./inspector.mjs";

const ACTIVITY_JSON = "application/activity+json";

export function frontDoor(instance) {
  return async (incoming, outgoing) => {
    const body = await readBody(incoming);
    const request = toFetchRequest(incoming, body);
    const path = new URL(request.url).pathname;
    const gone = incoming.method === "GET" && tombstone(instance, path);
    if (gone) {
      note(instance, incoming, path, 410);
      return outgoing.writeHead(410, { "content-type": ACTIVITY_JSON }).end(JSON.stringify(gone));
    }
    const inbox = incoming.method === "POST" && (path === "/inbox" || path.endsWith("/inbox"));
    const entry = inbox ? await arrival(instance, incoming, request.clone(), body, path) : undefined;
    if (entry !== undefined) instance.received.push(entry);
    const response = await instance.federation.fetch(request, { contextData: undefined });
    const answer = Buffer.from(await response.arrayBuffer());
    if (entry !== undefined) {
      entry.answer = { status: response.status, body: answer.toString("utf8").slice(0, 500) };
      entry.done = true;
    } else {
      note(instance, incoming, path, response.status);
    }
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(answer);
  };
}

function toFetchRequest(incoming, body) {
  const raw = incoming.rawHeaders;
  const headers = new Headers();
  for (let i = 0; i < raw.length; i += 2) headers.append(raw[i], raw[i + 1]);
  const withBody = incoming.method !== "GET" && incoming.method !== "HEAD";
  return new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: incoming.method,
    headers,
    body: withBody ? body : undefined,
  });
}

async function arrival(instance, incoming, request, body, path) {
  const json = parse(body);
  const { http, ld, proof } = await inspect(instance.context(), request, body);
  const object = json?.object;
  const embedded = typeof object === "object" && object !== null && !Array.isArray(object);
  return {
    number: instance.received.length,
    at: new Date().toISOString(),
    path,
    type: json?.type,
    id: json?.id,
    actor: idOf(json?.actor),
    objectId: idOf(object),
    objectType: embedded ? object.type : undefined,
    http,
    ld,
    proof,
    listenerCalled: false,
    done: false,
    rawHeaders: incoming.rawHeaders,
    bodyBase64: body.toString("base64"),
  };
}

function idOf(value) {
  return typeof value === "string" ? value : typeof value?.id === "string" ? value.id : undefined;
}

function tombstone(instance, path) {
  const note = path.startsWith("/notes/") ? instance.notes.get(path.slice("/notes/".length)) : undefined;
  if (!note?.deleted) return undefined;
  return {
    "@context": "https://www.w3.org/ns/activitystreams",
    id: note.note.id.href,
    type: "Tombstone",
    deleted: note.deleted,
  };
}

function note(instance, incoming, path, status) {
  const { signature, "signature-input": input, "user-agent": userAgent } = incoming.headers;
  const signed = signature !== undefined || input !== undefined;
  instance.served.push({ method: incoming.method, path, signed, userAgent, status });
}
