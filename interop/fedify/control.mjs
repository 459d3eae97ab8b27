// The driver's commands; described for its users in interop/README.md.

import { nodeInfoToJson, parseNodeInfo } from "@fedify/fedify";
import { isActor, lookupObject } from "@fedify/vocab";
import { BadCommand } from "../common/http.mjs";
import { describe } from "./circle.mjs";
import { Publisher } from "./publisher.mjs";

export function controlRoutes(instance, scheme) {
  const publisher = new Publisher(instance, scheme);
  return {
    "GET /_peer/health": () => ({
      kind: "fedify",
      origin: instance.origin,
      actors: {
        alice: instance.actorId("alice"),
        public: instance.actorId("instance"),
        actor: instance.actorId("relay"),
      },
      sharedInbox: new URL("/inbox", instance.origin),
      subscriptions: instance.subscriptions.map(({ follow, ...rest }) => ({ ...rest, followId: follow.id.href })),
      followers: [...instance.followers.keys()],
      friends: [...instance.followersOf.alice.keys()],
      received: instance.received.length,
    }),
    "GET /_peer/received": ({ from = "0", type, objectId }) => ({
      // What is still being looked at is left out: its verdicts are not all there yet.
      activities: instance.received
        .slice(Number(from))
        .filter((one) => one.done && (type === undefined || one.type === type))
        .filter((one) => objectId === undefined || one.objectId === objectId),
    }),
    "GET /_peer/timeline": () => ({
      objects: [
        ...instance.circle.posts(),
        ...[...instance.notes.values()].filter((one) => !one.deleted).map(({ note }) => ({
          ...describe(note),
          likedBy: instance.circle.likedBy(note.id.href),
        })),
      ],
    }),
    "GET /_peer/sent": () => ({ posts: instance.sent }),
    "GET /_peer/served": () => ({ requests: instance.served }),
    "GET /_peer/lookup": ({ id }) => lookup(instance, id),
    "GET /_peer/webfinger": ({ resource }) => webFinger(instance, resource),
    "GET /_peer/nodeinfo": ({ origin }) => nodeInfo(origin),
    "POST /_peer/follow": (given) => publisher.follow(given),
    "POST /_peer/undo": (given) => publisher.undo(given),
    "POST /_peer/publish": (given) => publisher.publish(given),
    "POST /_peer/update": (given) => publisher.update(given),
    "POST /_peer/delete": (given) => publisher.delete(given),
    "POST /_peer/like": (given) => publisher.like(given),
    "POST /_peer/unlike": (given) => publisher.unlike(given),
    "POST /_peer/forward": (given) => publisher.forward(given),
  };
}

/** How Fedify reads a remote object or actor: an id, or a WebFinger resource such as an actor's URL. */
async function lookup(instance, id) {
  if (id === undefined) throw new BadCommand("id: missing (expected: the id of an object, activity or actor)");
  const { documentLoader, contextLoader } = instance.context();
  const object = await lookupObject(id, { documentLoader, contextLoader, allowPrivateAddress: true });
  if (object === null) return { found: false };
  return {
    found: true,
    type: object.constructor.name,
    actor: isActor(object),
    json: await object.toJsonLd({ format: "compact", contextLoader }),
  };
}

/** Fedify's WebFinger client; of `acct:` it asks `https:` only, of an actor's URL whatever that is on. */
async function webFinger(instance, resource) {
  if (resource === undefined) throw new BadCommand("resource: missing (expected: such as the URL of an actor)");
  const descriptor = await instance.context().lookupWebFinger(resource, { allowPrivateAddress: true });
  return descriptor === null ? { found: false } : { found: true, descriptor };
}

/** Fedify's own NodeInfo client refuses loopback, so only its strict parser judges what we fetched. */
async function nodeInfo(origin) {
  if (origin === undefined) throw new BadCommand("origin: missing (expected: such as http://127.0.0.1:8080)");
  const { links } = await (await fetch(new URL("/.well-known/nodeinfo", origin))).json();
  const documents = [];
  for (const { rel, href } of links) {
    if (!rel.includes("nodeinfo")) continue;
    const json = await (await fetch(href)).json();
    const parsed = parseNodeInfo(json, { tryBestEffort: false });
    documents.push({ rel, href, valid: parsed !== null, parsed: parsed ? nodeInfoToJson(parsed) : undefined, json });
  }
  return { documents };
}
