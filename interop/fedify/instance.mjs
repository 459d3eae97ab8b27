// The Fedify instance: three actors, their notes, and an inbox that answers and remembers.
//
//   /users/alice     Person, the author; follows people and is followed by them
//   /users/instance  Application, subscribes the Mastodon way (Follow of as:Public)
//   /users/relay     Application, subscribes the LitePub way (FEP-ae0c: its id ends in /relay)

import { createFederation, generateCryptoKeyPair, InProcessMessageQueue, MemoryKvStore } from "@fedify/fedify";
import {
  Accept, Activity, Announce, Application, Create, Delete, Endpoints, Follow, Like, Note, Person, PUBLIC_COLLECTION,
  Reject, Undo, Update,
} from "@fedify/vocab";
import { Circle } from "./circle.mjs";
import { recordPosts } from "./outgoing.mjs";

const ACTORS = { alice: Person, instance: Application, relay: Application };
const SENT = [Accept, Announce, Create, Delete, Follow, Like, Undo, Update];

/** Where Fedify remembers which signature scheme an origin took; named so that a driver can choose the first knock. */
const SCHEME_PREFIX = ["linkspan", "scheme"];

export class Instance {
  static async open(origin, firstKnock) {
    const pairs = Object.keys(ACTORS).map(async (name) => {
      const [rsa, ed25519] = await Promise.all(["RSASSA-PKCS1-v1_5", "Ed25519"].map(generateCryptoKeyPair));
      return [name, { rsa, ed25519 }];
    });
    return new Instance(origin, firstKnock, Object.fromEntries(await Promise.all(pairs)));
  }

  /** note id → { note, deleted }; what the object dispatcher serves. */
  notes = new Map();
  /** path → activity; each activity we send resolves at its id. */
  activities = new Map();
  /** Follows we sent: { style, inbox, actor, follow, state }, newest last. */
  subscriptions = [];
  /** Actors that follow our relay actor: id → recipient. */
  followers = new Map();
  /** The same by whom they follow. */
  followersOf = { relay: this.followers, alice: new Map() };
  /** What alice hears of. */
  circle = new Circle();
  /** Everything that came to an inbox, in order of arrival. */
  received = [];
  /** Everything that left by an inbox POST: { url, scheme, status }. */
  sent = [];
  /** Requests for our own documents: { method, path, signed, status }. */
  served = [];

  constructor(origin, firstKnock, keys) {
    this.origin = origin;
    this.keys = keys;
    this.kv = new MemoryKvStore();
    this.federation = this.#federation(origin, firstKnock, keys);
    recordPosts(this.sent);
  }

  /** Makes Fedify try this signature scheme first with the origin of `inbox`. */
  async knockFirst(inbox, spec) {
    await this.kv.set([...SCHEME_PREFIX, inbox.origin], spec);
  }

  context() {
    return this.federation.createContext(new URL(this.origin), undefined);
  }

  actorId(name) {
    return new URL(`/users/${name}`, this.origin);
  }

  followersId(name) {
    return new URL(`/users/${name}/followers`, this.origin);
  }

  /** Makes an activity with an id of its own, at which it resolves. */
  activity(type, members) {
    const path = `${activityPath(type)}/${crypto.randomUUID()}`;
    const activity = new type({ id: new URL(path, this.origin), ...members });
    this.activities.set(path, activity);
    return activity;
  }

  /** Sender keys as Fedify takes them: always RSA, Ed25519 only where an integrity proof is wanted. */
  senderKeys(name, { proof = false } = {}) {
    const id = this.actorId(name).href;
    const rsa = { keyId: new URL(`${id}#main-key`), privateKey: this.keys[name].rsa.privateKey };
    const ed25519 = { keyId: new URL(`${id}#multikey-2`), privateKey: this.keys[name].ed25519.privateKey };
    return proof ? [rsa, ed25519] : [rsa];
  }

  #federation(origin, firstKnock, keys) {
    const federation = createFederation({
      kv: this.kv,
      firstKnock,
      kvPrefixes: { httpMessageSignaturesSpec: SCHEME_PREFIX },
      // Only what is sent is queued: an inbox POST is answered after the listener ran, so a driver sees the end.
      queue: { outbox: new InProcessMessageQueue() },
      origin,
      allowPrivateAddress: true,
      userAgent: "linkspan-interop-fedify",
    });
    federation
      .setActorDispatcher("/users/{identifier}", (context, name) => this.#actor(context, name))
      .setKeyPairsDispatcher((_context, name) => (name in ACTORS ? [keys[name].rsa, keys[name].ed25519] : []));
    federation.setFollowersDispatcher("/users/{identifier}/followers", (_context, name) => ({
      items: [...(this.followersOf[name]?.values() ?? [])],
    }));
    federation.setOutboxDispatcher("/users/{identifier}/outbox", () => ({ items: [] }));
    federation.setObjectDispatcher(Note, "/notes/{id}", (_context, { id }) => this.notes.get(id)?.note ?? null);
    for (const type of SENT) {
      const path = activityPath(type);
      const find = (_context, { id }) => this.activities.get(`${path}/${id}`) ?? null;
      federation.setObjectDispatcher(type, `${path}/{id}`, find);
    }
    federation.setNodeInfoDispatcher("/nodeinfo/2.1", () => ({
      software: { name: "linkspan-interop-fedify", version: "0.0.0" },
      protocols: ["activitypub"],
      usage: { users: { total: 1 }, localPosts: this.notes.size, localComments: 0 },
    }));
    federation
      .setInboxListeners("/users/{identifier}/inbox", "/inbox")
      .on(Activity, (context, activity) => this.#arrived(context, activity));
    return federation;
  }

  async #actor(context, name) {
    if (!(name in ACTORS)) return null;
    const pairs = await context.getActorKeyPairs(name);
    return new ACTORS[name]({
      id: context.getActorUri(name),
      preferredUsername: name,
      name: `Fedify peer ${name}`,
      url: context.getActorUri(name),
      inbox: context.getInboxUri(name),
      outbox: context.getOutboxUri(name),
      followers: context.getFollowersUri(name),
      endpoints: new Endpoints({ sharedInbox: context.getInboxUri() }),
      manuallyApprovesFollowers: false,
      publicKey: pairs[0].cryptographicKey,
      assertionMethods: pairs.map((pair) => pair.multikey),
    });
  }

  /** Runs only for activities that Fedify itself verified and had not seen before. */
  async #arrived(context, activity) {
    const entry = this.received.findLast((one) => one.id === activity.id?.href && !one.listenerCalled);
    if (entry !== undefined) entry.listenerCalled = true;
    if (activity instanceof Follow) await this.#followed(context, activity);
    if (activity instanceof Accept) this.#answered(activity, "accepted");
    if (activity instanceof Reject) this.#answered(activity, "rejected");
    if (activity instanceof Undo) this.#undone(activity);
    await this.circle.heard(context, activity);
    if (activity instanceof Announce && entry !== undefined) entry.announced = await describeObject(context, activity);
  }

  /** A relay that was followed by our relay actor follows back; Pleroma accepts that by itself, so do we, and alice. */
  async #followed(context, follow) {
    const followed = Object.keys(this.followersOf).find((name) => follow.objectId?.href === this.actorId(name).href);
    if (followed === undefined) return;
    const follower = await follow.getActor(context);
    if (follower?.id == null || follower.inboxId === null) return;
    const { id, inboxId, endpoints } = follower;
    this.followersOf[followed].set(id.href, { id, inboxId, endpoints, followId: follow.id?.href });
    const accept = this.activity(Accept, { actor: this.actorId(followed), object: follow, tos: [follower.id] });
    await context.sendActivity(this.senderKeys(followed), follower, accept);
  }

  #answered(answer, state) {
    const followId = answer.objectId?.href;
    const subscription = this.subscriptions.find((one) => one.follow.id.href === followId);
    if (subscription !== undefined) Object.assign(subscription, { state, answeredBy: answer.actorId?.href });
  }

  #undone(undo) {
    const follower = undo.actorId?.href;
    for (const followers of Object.values(this.followersOf)) {
      if (undo.objectId?.href === followers.get(follower)?.followId) followers.delete(follower);
    }
  }
}

function activityPath(type) {
  return `/${type.name.toLowerCase()}s`;
}

/** What a LitePub-style receiver does with an Announce: fetch the announced object from its origin. */
async function describeObject(context, announce) {
  try {
    const object = await announce.getObject(context);
    if (object === null) return { fetched: false };
    const isPublic = [...object.toIds, ...object.ccIds].some((id) => id.href === PUBLIC_COLLECTION.href);
    return {
      fetched: true,
      id: object.id?.href,
      type: object.constructor.name,
      content: object.content?.toString(),
      isPublic,
    };
  } catch (error) {
    return { fetched: false, error: String(error) };
  }
}
