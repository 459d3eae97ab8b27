// What the peer sends. With `ld: true` it leaves by Fedify's own sendActivity (LD signature, double knock);
// Fedify has no switch to leave the LD signature away, so `ld: false` signs and posts by its `signRequest`.

import { signRequest } from "@fedify/fedify";
import { Temporal } from "@js-temporal/polyfill";
import { Announce, Create, Delete, Follow, Note, PUBLIC_COLLECTION, Tombstone, Undo, Update } from "@fedify/vocab";
import { BadCommand } from "../common/http.mjs";

export const SPECS = { cavage: "draft-cavage-http-signatures-12", rfc9421: "rfc9421" };
const SUBSCRIBERS = { public: "instance", actor: "relay" };

export class Publisher {
  /** `scheme`: the first knock where a command names none. */
  constructor(instance, scheme) {
    this.instance = instance;
    this.scheme = scheme;
  }

  /** Subscribes: style "public" follows as:Public, style "actor" follows the relay actor itself. */
  async follow({ inbox, style, actor, ...how }) {
    const subscriber = SUBSCRIBERS[style];
    if (subscriber === undefined) throw new BadCommand(`style: ${style} (expected: public or actor)`);
    if (style === "actor" && actor === undefined) throw new BadCommand("actor: missing (expected: the relay's actor)");
    const object = style === "public" ? PUBLIC_COLLECTION : new URL(actor);
    const follow = this.instance.activity(Follow, {
      actor: this.instance.actorId(subscriber),
      object,
      tos: style === "actor" ? [object] : [],
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
      tos: style === "actor" ? [new URL(subscription.actor)] : [],
    });
    subscription.state = "undone";
    return { undoId: undo.id.href, deliveries: await this.#send(subscriber, undo, subscription.inbox, how) };
  }

  /**
   * Writes a note. Style "public" posts alice's Create to `inbox`; style "actor" posts the relay actor's Announce
   * of it to `inbox` or, without one, to all who follow our relay actor, as Pleroma does.
   */
  async publish({ style = "public", inbox, content, visibility = "public", ...how }) {
    const id = new URL(`/notes/${crypto.randomUUID()}`, this.instance.origin);
    const followers = this.instance.followersId("alice");
    const audience = {
      public: { tos: [PUBLIC_COLLECTION], ccs: [followers] },
      unlisted: { tos: [followers], ccs: [PUBLIC_COLLECTION] },
      private: { tos: [followers], ccs: [] },
    }[visibility];
    const note = new Note({
      id,
      attribution: this.instance.actorId("alice"),
      ...audience,
      content: content ?? "<p>hello</p>",
      published: Temporal.Now.instant(),
    });
    this.instance.notes.set(key(id), { note, audience });
    if (style === "actor") return { noteId: id.href, ...(await this.#announce(id, inbox, how)) };
    const create = this.instance.activity(Create, { actor: this.instance.actorId("alice"), object: note, ...audience });
    return { noteId: id.href, activityId: create.id.href, deliveries: await this.#send("alice", create, inbox, how) };
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
    return { activityId: remove.id.href, deliveries: await this.#send("alice", remove, inbox, how) };
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

  async #send(sender, activity, inbox, { ld = true, proof = false, scheme = this.scheme }) {
    const recipients = this.#recipients(inbox);
    if (recipients.length === 0) throw new BadCommand("inbox: missing (and nobody follows our relay actor)");
    const before = this.instance.sent.length;
    let failure;
    try {
      const keys = this.instance.senderKeys(sender, { proof });
      if (ld) await this.#sendAsFedifyDoes(keys, recipients, activity, spec(scheme));
      else await this.#sendWithoutLd(keys[0], recipients, activity, spec(scheme));
    } catch (error) {
      failure = String(error);
    }
    const posts = this.instance.sent.slice(before).filter((post) => post.activityId === activity.id.href);
    if (failure !== undefined && posts.length === 0) throw new Error(failure);
    return posts;
  }

  async #sendAsFedifyDoes(keys, recipients, activity, spec) {
    for (const { inboxId } of recipients) await this.instance.knockFirst(inboxId, spec);
    // Immediate: the driver gets the outcome; Fedify's queue would retry unseen.
    await this.instance.context().sendActivity(keys, recipients, activity, { immediate: true });
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
