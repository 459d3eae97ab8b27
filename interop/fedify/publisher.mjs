// What the peer sends. With `ld: true` it leaves by Fedify's own sendActivity (LD signature, double knock);
// Fedify has no switch to leave the LD signature away, so `ld: false` signs and posts by its `signRequest`.

import { signRequest } from "@fedify/fedify";
import { Temporal } from "@js-temporal/polyfill";
import {
  Announce, Create, Delete, Follow, isActor, Like, lookupObject, Mention, Note, PUBLIC_COLLECTION, Tombstone, Undo,
  Update,
} from "@fedify/vocab";
import { BadCommand } from "../common/http.mjs";

export const SPECS = { cavage: "draft-cavage-http-signatures-12", rfc9421: "rfc9421" };
const SUBSCRIBERS = { public: "instance", actor: "relay", person: "alice" };

export class Publisher {
  /** What alice likes: note id → { like, author }. */
  #likes = new Map();

  /** `scheme`: the first knock where a command names none. */
  constructor(instance, scheme) {
    this.instance = instance;
    this.scheme = scheme;
  }

  /**
   * Subscribes: style "public" follows as:Public, style "actor" follows the relay actor itself; style "person": alice
   * follows an actor, to whose own inbox it goes unless another is given.
   */
  async follow({ inbox, style, actor, ...how }) {
    const subscriber = SUBSCRIBERS[style];
    if (subscriber === undefined) throw new BadCommand(`style: ${style} (expected: public, actor or person)`);
    if (style !== "public" && actor === undefined) throw new BadCommand("actor: missing (expected: the relay's actor)");
    const object = style === "public" ? PUBLIC_COLLECTION : new URL(actor);
    if (style === "person") inbox ??= (await this.#lookup(actor, isActor)).inboxId.href;
    const follow = this.instance.activity(Follow, {
      actor: this.instance.actorId(subscriber),
      object,
      tos: style === "public" ? [] : [object],
    });
    this.instance.subscriptions.push({ style, inbox, actor, follow, state: "requested" });
    return { followId: follow.id.href, deliveries: await this.#send(subscriber, follow, inbox, how) };
  }

  /** Unsubscribes what was followed last in this style; the Follow goes embedded or, with `form: "id"`, by id. */
  async undo({ style, inbox, form = "embedded", ...how }) {
    const subscription = this.instance.subscriptions.findLast(
      (one) => one.style === style && (inbox === undefined || one.inbox === inbox),
    );
    if (subscription === undefined) throw new BadCommand(`style: ${style} (expected: one that was followed)`);
    const subscriber = SUBSCRIBERS[style];
    const undo = this.instance.activity(Undo, {
      actor: this.instance.actorId(subscriber),
      object: form === "id" ? subscription.follow.id : subscription.follow,
      tos: style === "public" ? [] : [new URL(subscription.actor)],
    });
    subscription.state = "undone";
    return { undoId: undo.id.href, deliveries: await this.#send(subscriber, undo, subscription.inbox, how) };
  }

  /**
   * Writes a note. Style "public" posts alice's Create to `inbox`; style "actor" posts the relay actor's Announce
   * of it to `inbox` or, without one, to all who follow our relay actor, as Pleroma does. Without an `inbox` alice's goes
   * to her followers and, as an answer, to the author of the post that it answers.
   */
  async publish({ style = "public", inbox, content, visibility = "public", inReplyTo, ...how }) {
    const id = new URL(`/notes/${crypto.randomUUID()}`, this.instance.origin);
    const followers = this.instance.followersId("alice");
    const audience = {
      public: { tos: [PUBLIC_COLLECTION], ccs: [followers] },
      unlisted: { tos: [followers], ccs: [PUBLIC_COLLECTION] },
      private: { tos: [followers], ccs: [] },
    }[visibility];
    const answered = inReplyTo === undefined ? undefined : await this.#authorOf(inReplyTo);
    if (answered !== undefined) audience.ccs.push(answered.id);
    const note = new Note({
      id,
      attribution: this.instance.actorId("alice"),
      ...audience,
      ...(answered && { replyTarget: new URL(inReplyTo), tags: [new Mention({ href: answered.id })] }),
      content: content ?? "<p>hello</p>",
      published: Temporal.Now.instant(),
    });
    this.instance.notes.set(key(id), { note, audience, answered });
    if (style === "actor") return { noteId: id.href, ...(await this.#announce(id, inbox, how)) };
    const create = this.instance.activity(Create, { actor: this.instance.actorId("alice"), object: note, ...audience });
    const deliveries = await this.#sendAbout(answered, create, inbox, how);
    return { noteId: id.href, activityId: create.id.href, deliveries };
  }

  async update({ noteId, inbox, content, ...how }) {
    const held = this.#note(noteId);
    held.note = held.note.clone({ content: content ?? "<p>changed</p>", updated: Temporal.Now.instant() });
    const update = this.instance.activity(Update, {
      actor: this.instance.actorId("alice"),
      object: held.note,
      ...held.audience,
    });
    return { activityId: update.id.href, deliveries: await this.#send("alice", update, inbox, how) };
  }

  /** Style "public": alice's Delete of the note to `inbox`. Style "actor": the relay actor's Undo of its Announce. */
  async delete({ style = "public", noteId, inbox, ...how }) {
    const held = this.#note(noteId);
    held.deleted = new Date().toISOString();
    if (style === "actor") {
      const undo = this.instance.activity(Undo, {
        actor: this.instance.actorId("relay"),
        object: held.announce,
        to: this.instance.followersId("relay"),
      });
      return { activityId: undo.id.href, deliveries: await this.#send("relay", undo, inbox, how) };
    }
    const remove = this.instance.activity(Delete, {
      actor: this.instance.actorId("alice"),
      object: new Tombstone({ id: held.note.id }),
      tos: held.audience.tos,
      ccs: held.audience.ccs,
    });
    return { activityId: remove.id.href, deliveries: await this.#sendAbout(held.answered, remove, inbox, how) };
  }

  /** alice likes a post, which is fetched from its id, and says so to its author. */
  async like({ noteId, ...how }) {
    const author = await this.#authorOf(noteId);
    const like = this.instance.activity(Like, {
      actor: this.instance.actorId("alice"),
      object: new URL(noteId),
      tos: [author.id],
    });
    this.#likes.set(noteId, { like, author });
    return { activityId: like.id.href, deliveries: await this.#deliver("alice", like, [author], how) };
  }

  /** alice likes it no longer; the Like goes embedded or, with `form: "id"`, by id. */
  async unlike({ noteId, form = "embedded", ...how }) {
    const liked = this.#likes.get(noteId);
    if (liked === undefined) throw new BadCommand(`noteId: ${noteId} (expected: one that alice likes)`);
    this.#likes.delete(noteId);
    const undo = this.instance.activity(Undo, {
      actor: this.instance.actorId("alice"),
      object: form === "id" ? liked.like.id : liked.like,
      tos: [liked.author.id],
    });
    return { activityId: undo.id.href, deliveries: await this.#deliver("alice", undo, [liked.author], how) };
  }

  /** Posts bytes as they are, signed by our relay actor: what a relay does to an activity it forwards. */
  async forward({ inbox, bodyBase64, scheme = this.scheme }) {
    if (inbox === undefined || bodyBase64 === undefined) throw new BadCommand("inbox, bodyBase64: both are needed");
    const [key] = this.instance.senderKeys("relay");
    const before = this.instance.sent.length;
    await this.#post(key, new URL(inbox), Buffer.from(bodyBase64, "base64"), spec(scheme));
    return { deliveries: this.instance.sent.slice(before).filter((post) => post.url === inbox) };
  }

  async #announce(noteId, inbox, how) {
    const announce = this.instance.activity(Announce, {
      actor: this.instance.actorId("relay"),
      object: noteId,
      to: this.instance.followersId("relay"),
      published: Temporal.Now.instant(),
    });
    this.instance.notes.get(key(noteId)).announce = announce;
    return { activityId: announce.id.href, deliveries: await this.#send("relay", announce, inbox, how) };
  }

  async #send(sender, activity, inbox, how) {
    const recipients = this.#recipients(inbox);
    if (recipients.length === 0) throw new BadCommand("inbox: missing (and nobody follows our relay actor)");
    return this.#deliver(sender, activity, recipients, how);
  }

  /** Sends what alice has to say of a post to `inbox` or, without one, to her followers and to whom she answers. */
  async #sendAbout(answered, activity, inbox, how) {
    if (inbox !== undefined) return this.#send("alice", activity, inbox, how);
    const recipients = new Map(this.instance.followersOf.alice);
    if (answered !== undefined) recipients.set(answered.id.href, answered);
    if (recipients.size === 0) return [];
    return this.#deliver("alice", activity, [...recipients.values()], { preferSharedInbox: true, ...how });
  }

  async #deliver(sender, activity, recipients, how) {
    const { ld = true, proof = false, scheme = this.scheme, preferSharedInbox = false } = how;
    const before = this.instance.sent.length;
    let failure;
    try {
      const keys = this.instance.senderKeys(sender, { proof });
      if (ld) await this.#sendAsFedifyDoes(keys, recipients, activity, spec(scheme), preferSharedInbox);
      else await this.#sendWithoutLd(keys[0], recipients, activity, spec(scheme));
    } catch (error) {
      failure = String(error);
    }
    const posts = this.instance.sent.slice(before).filter((post) => post.activityId === activity.id.href);
    if (failure !== undefined && posts.length === 0) throw new Error(failure);
    return posts;
  }

  async #sendAsFedifyDoes(keys, recipients, activity, spec, preferSharedInbox) {
    for (const { inboxId } of recipients) await this.instance.knockFirst(inboxId, spec);
    // Immediate: the driver gets the outcome; Fedify's queue would retry unseen.
    await this.instance.context().sendActivity(keys, recipients, activity, {
      immediate: true,
      preferSharedInbox,
    });
  }

  async #sendWithoutLd(key, recipients, activity, spec) {
    const { contextLoader } = this.instance.context();
    const body = JSON.stringify(await activity.toJsonLd({ format: "compact", contextLoader }));
    for (const { inboxId } of recipients) await this.#post(key, inboxId, body, spec);
  }

  async #post(key, inbox, body, spec) {
    const headers = { "content-type": "application/activity+json", "user-agent": "linkspan-interop-fedify" };
    const request = new Request(inbox, { method: "POST", headers, body });
    await fetch(await signRequest(request, key.privateKey, key.keyId, { spec }));
  }

  #recipients(inbox) {
    if (inbox === undefined) return [...this.instance.followers.values()];
    // Fedify only needs an id to tell recipients apart.
    return [{ id: new URL(inbox), inboxId: new URL(inbox), endpoints: null }];
  }

  async #authorOf(noteId) {
    const note = await this.#lookup(noteId, (object) => object instanceof Note && object.attributionId !== null);
    return this.#lookup(note.attributionId.href, isActor);
  }

  /** What Fedify makes of a document of others. */
  async #lookup(id, expected) {
    const { documentLoader, contextLoader } = this.instance.context();
    const object = await lookupObject(id, { documentLoader, contextLoader, allowPrivateAddress: true });
    if (object === null || !expected(object)) {
      throw new Error(`${id}: ${object?.constructor.name} (expected: an object of another sort)`);
    }
    return object;
  }

  #note(noteId) {
    const held = this.instance.notes.get(key(new URL(noteId)));
    if (held === undefined) throw new BadCommand(`noteId: ${noteId} (expected: one that was published here)`);
    return held;
  }
}

function spec(scheme) {
  if (!(scheme in SPECS)) throw new BadCommand(`scheme: ${scheme} (expected: cavage or rfc9421)`);
  return SPECS[scheme];
}

function key(id) {
  return id.pathname.slice(id.pathname.lastIndexOf("/") + 1);
}
