// The micro-blog and a snac2, which knows cavage only and looks at its queues every three seconds.

import { strict as assert } from "node:assert";
import { test, until } from "../common/driver.mjs";
import { assertGone, known, likers, shown, vanished } from "./blog.mjs";

const OF_CAROL = { user: "carol" };

export async function withSnac(blog, snac) {
  const mia = blog.actor;
  const carol = `${snac.origin}/carol`;
  const step = (name, body) => test(`federation, cavage: snac2: ${name}`, body);

  /** Awaits something of mia's that snac2 verified after it answered. */
  async function fromMia(type, objectId) {
    const arrival = await snac.arrived({ type, objectId }, (one) => one.actor === mia && one.processed);
    assert.deepEqual([arrival.refused, arrival.answer.status], [null, 202]);
    return arrival;
  }

  await step("carol follows mia and is accepted", async () => {
    await snac.post("follow", { ...OF_CAROL, actor: mia });
    await known(snac, "is accepted", ({ follows }) =>
      follows.some((one) => one.actor === mia && one.state === "accepted"));
    assert.deepEqual((await blog.get("health")).followers, [carol]);
  });

  await step("mia follows carol and is accepted", async () => {
    await blog.post("follow", { actor: carol });
    await fromMia("Follow", carol);
    await known(blog, "is accepted", ({ following }) => following.includes(carol));
    assert.ok((await snac.get("health")).followers.some((one) => one.user === "carol" && one.actor === mia));
  });

  const posted = await blog.post("post", { content: "from mia" });
  const answered = {};

  await step("mia's post reaches carol", async () => {
    await fromMia("Create", posted.noteId);
    const { actor, content } = await shown(snac, posted.noteId, undefined, OF_CAROL);
    assert.deepEqual([actor, content], [mia, "<p>from mia</p>"]);
  });

  for (const time of ["", " again, under the same id"]) {
    await step(`carol likes it${time}, and likes it no longer`, async () => {
      await snac.post("like", { ...OF_CAROL, noteId: posted.noteId, actor: mia });
      await shown(blog, posted.noteId, likers(carol));
      await snac.post("unlike", { ...OF_CAROL, noteId: posted.noteId, actor: mia });
      await shown(blog, posted.noteId, likers());
    });
  }

  await step("carol answers it", async () => {
    await snac.post("reply", { ...OF_CAROL, noteId: posted.noteId, content: "to mia" });
    const reply = await until("an answer", async () =>
      (await blog.get("timeline")).objects.find((one) => one.inReplyTo.includes(posted.noteId)));
    assert.deepEqual(reply.actor, [carol]);
    assert.match(reply.content, /to mia/);
    answered.noteId = reply.id;
  });

  await step("mia likes the answer, and likes it no longer", async () => {
    await blog.post("like", { postId: answered.noteId });
    const like = await fromMia("Like", answered.noteId);
    await shown(snac, answered.noteId, likers(mia), OF_CAROL);
    await blog.post("unlike", { postId: answered.noteId });
    await fromMia("Undo", like.id);
    await shown(snac, answered.noteId, likers(), OF_CAROL);
  });

  await step("mia answers a post of carol's, carol deletes that", async () => {
    const { noteId } = await snac.post("publish", { ...OF_CAROL, content: "from carol" });
    await shown(blog, noteId);
    const reply = await blog.post("reply", { postId: noteId, content: "to carol" });
    await fromMia("Create", reply.noteId);
    assert.equal((await shown(snac, reply.noteId, undefined, OF_CAROL)).inReplyTo, noteId);
    await snac.post("delete", { noteId });
    await vanished(blog, noteId);
  });

  await step("mia deletes her post", async () => {
    await blog.post("delete", { postId: posted.noteId });
    await fromMia("Delete", posted.noteId);
    await vanished(snac, posted.noteId, OF_CAROL);
    await assertGone(posted.noteId);
  });

  await step("each unfollows the other", async () => {
    await snac.post("undo", { ...OF_CAROL, actor: mia });
    await known(blog, "has no follower", ({ followers }) => followers.length === 0);
    await blog.post("unfollow", { actor: carol });
    await known(snac, "has no follower", ({ followers }) => followers.length === 0);
    assert.deepEqual((await blog.get("health")).following, []);
  });
}

/** Why cavage is what we try first unless configured otherwise: 202 says nothing. */
export async function snacAndRfc9421(blog, snac) {
  await test("federation, rfc9421: snac2's Follow is taken; our Accept it answers with 202 and refuses", async () => {
    await snac.post("follow", { ...OF_CAROL, actor: blog.actor });
    await known(blog, "has a follower", ({ followers }) => followers.includes(`${snac.origin}/carol`));
    const accept = await snac.arrived({ type: "Accept" }, (one) => one.refused !== null);
    assert.deepEqual([accept.answer.status, accept.refused], [202, "bad signature header"]);
  });
}
