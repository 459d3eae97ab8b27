// The micro-blog and a Fedify server, both knocking with one scheme first.

import { strict as assert } from "node:assert";
import { assertValid, bodyOf, test } from "../common/driver.mjs";
import { taken } from "../relay/sending.mjs";
import { assertGone, known, likers, shown, vanished } from "./blog.mjs";

export async function withFedify(scheme, blog, fedify) {
  const mia = blog.actor;
  const alice = `${fedify.origin}/users/alice`;
  const step = (name, body) => test(`federation, ${scheme}: ${name}`, body);
  // What is public bears one or the other.
  const proves = scheme === "rfc9421";

  /** Awaits something of mia's at Fedify: verified and taken by it, at the first knock. */
  async function fromMia(type, objectId, isPublic = false) {
    const arrival = await fedify.arrived({ type, objectId }, (one) => one.actor === mia);
    assertValid(arrival, { scheme, owner: mia, ld: isPublic && !proves });
    assert.deepEqual(arrival.proof, isPublic && proves ? { valid: true, cryptosuite: "eddsa-jcs-2022" } : null);
    return arrival;
  }

  await step("Fedify reads mia as a Person, finds her by WebFinger and takes the NodeInfo", async () => {
    const { type, actor, json } = await fedify.get("lookup", { id: mia });
    assert.deepEqual([type, actor, json.preferredUsername, json.publicKey.owner], ["Person", true, "mia", mia]);
    const { descriptor } = await fedify.get("webfinger", { resource: mia });
    assert.equal(descriptor.subject, `acct:mia@${new URL(blog.origin).host}`);
    const { documents } = await fedify.get("nodeinfo", { origin: blog.origin });
    assert.deepEqual(documents.map((one) => one.valid), [true, true]);
  });

  await step("alice follows mia and is accepted", async () => {
    const follow = await fedify.post("follow", { style: "person", actor: mia });
    assert.equal(taken(follow, scheme).url, `${mia}/inbox`);
    const accept = await fromMia("Accept", follow.followId);
    assert.equal(bodyOf(accept).object.actor, alice);
    await known(fedify, "is accepted", ({ subscriptions }) => subscriptions.at(-1).state === "accepted");
    assert.deepEqual((await blog.get("health")).followers, [alice]);
  });

  await step("mia follows alice and is accepted", async () => {
    const { state } = await blog.post("follow", { actor: alice });
    assert.equal(state, "PENDING");
    await fromMia("Follow", alice);
    await known(blog, "is accepted", ({ following }) => following.includes(alice));
    assert.deepEqual((await fedify.get("health")).friends, [mia]);
  });

  const posted = await blog.post("post", { content: "from mia" });
  const answered = {};

  await step("mia's post reaches alice, signed within or proven by her", async () => {
    assert.equal(posted.inboxes, 1);
    const create = await fromMia("Create", posted.noteId, true);
    assert.equal(create.path, "/inbox");
    const { content, actor } = await shown(fedify, posted.noteId);
    assert.deepEqual([content, actor], ["<p>from mia</p>", mia]);
  });

  await step("the post and its Create resolve at their ids", async () => {
    for (const [id, type] of [[posted.noteId, "Note"], [posted.activityId, "Create"]]) {
      const { found, type: seen, json } = await fedify.get("lookup", { id });
      assert.deepEqual([found, seen, json.id], [true, type, id]);
    }
  });

  await step("alice likes it", async () => {
    taken(await fedify.post("like", { noteId: posted.noteId }), scheme);
    await shown(blog, posted.noteId, likers(alice));
  });

  for (const form of ["embedded", "id"]) {
    await step(`alice likes it no longer, the Like ${form === "id" ? "named by its id" : "embedded"}`, async () => {
      if (form === "id") taken(await fedify.post("like", { noteId: posted.noteId }), scheme);
      await shown(blog, posted.noteId, likers(alice));
      taken(await fedify.post("unlike", { noteId: posted.noteId, form }), scheme);
      await shown(blog, posted.noteId, likers());
    });
  }

  await step("alice answers it", async () => {
    const reply = await fedify.post("publish", { inReplyTo: posted.noteId, content: "<p>to mia</p>" });
    assert.equal(taken(reply, scheme).url, `${blog.origin}/inbox`);
    const { actor, content, inReplyTo } = await shown(blog, reply.noteId);
    assert.deepEqual([actor, content, inReplyTo], [[alice], "<p>to mia</p>", [posted.noteId]]);
    answered.noteId = reply.noteId;
  });

  await step("mia likes the answer", async () => {
    await blog.post("like", { postId: answered.noteId });
    await fromMia("Like", answered.noteId);
    await shown(fedify, answered.noteId, likers(mia));
  });

  await step("mia likes it no longer", async () => {
    await blog.post("unlike", { postId: answered.noteId });
    const like = await fromMia("Like", answered.noteId);
    await fromMia("Undo", like.id);
    await shown(fedify, answered.noteId, likers());
  });

  await step("mia answers a post of alice's, alice deletes that", async () => {
    const post = await fedify.post("publish", { content: "<p>from alice</p>" });
    taken(post, scheme);
    await shown(blog, post.noteId);
    const reply = await blog.post("reply", { postId: post.noteId, content: "to alice" });
    assert.equal(reply.inboxes, 1);
    await fromMia("Create", reply.noteId, true);
    assert.equal((await shown(fedify, reply.noteId)).inReplyTo, post.noteId);
    taken(await fedify.post("delete", { noteId: post.noteId }), scheme);
    await vanished(blog, post.noteId);
  });

  await step("mia deletes her post", async () => {
    await blog.post("delete", { postId: posted.noteId });
    await fromMia("Delete", posted.noteId, true);
    await vanished(fedify, posted.noteId);
    await assertGone(posted.noteId);
  });

  await step("alice unfollows mia, whose posts do not reach her any more", async () => {
    const { deliveries } = await fedify.post("undo", { style: "person" });
    taken({ deliveries }, scheme);
    await known(blog, "has no follower", ({ followers }) => followers.length === 0);
    assert.equal((await blog.post("post", { content: "to nobody" })).inboxes, 0);
  });

  await step("mia unfollows alice, whose posts do not reach her any more", async () => {
    await blog.post("unfollow", { actor: alice });
    const follow = await fromMia("Follow", alice);
    const undo = await fromMia("Undo", follow.id);
    assert.equal(undo.objectType, "Follow");
    assert.deepEqual((await fedify.get("health")).friends, []);
    assert.deepEqual((await fedify.post("publish", { content: "<p>to nobody</p>" })).deliveries, []);
    assert.deepEqual((await blog.get("health")).following, []);
  });

  await step("each came once, at the first knock, and nothing else did", async () => {
    const { activities } = await fedify.get("received");
    assert.deepEqual(activities.map((one) => one.type), [
      "Accept", "Follow", "Create", "Like", "Undo", "Create", "Delete", "Undo",
    ]);
    assert.deepEqual([...new Set(activities.map((one) => `${one.http.scheme} ${one.answer.status}`))], [`${scheme} 202`]);
    const { posts } = await fedify.get("sent");
    assert.deepEqual([...new Set(posts.map((one) => `${one.scheme} ${one.status}`))], [`${scheme} 202`]);
  });
}
