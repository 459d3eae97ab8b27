// A real snac2 on loopback with a fresh data folder, steered by a test driver through a control API on a second port.
// What each file does: snac = its process and commands; records = what its data folder tells about traffic and state.

import { announceReady, BadCommand, controlApi, listen, option, portOf } from "../common/http.mjs";
import { followers, followings, logLines, received, sent, timeline } from "./records.mjs";
import { Snac } from "./snac.mjs";

const snac = await Snac.start(Number(option("port", "0")));
const { origin, folder } = snac;

const control = await listen(Number(option("control-port", "0")), controlApi({
  "GET /_peer/health": async () => ({
    kind: "snac2",
    origin,
    actors: { carol: `${origin}/carol`, relay: `${origin}/relay` },
    follows: await followings(folder),
    followers: await followers(folder),
    received: (await received(folder)).length,
  }),
  "GET /_peer/received": async ({ from = "0", type, objectId }) => ({
    activities: (await received(folder))
      .slice(Number(from))
      .filter((one) => type === undefined || one.type === type)
      .filter((one) => objectId === undefined || one.objectId === objectId),
  }),
  "GET /_peer/sent": async () => ({ posts: await sent(folder) }),
  "GET /_peer/timeline": async ({ user = "relay" }) => ({ objects: await timeline(folder, user) }),
  "GET /_peer/log": async ({ contains = "" }) => ({ lines: await logLines(folder, contains) }),
  "POST /_peer/follow": ({ user = "relay", actor }) => snac.follow(user, required("actor", actor)),
  "POST /_peer/undo": ({ user = "relay", actor }) => snac.unfollow(user, required("actor", actor)),
  "POST /_peer/publish": ({ user = "carol", content = "hello" }) => snac.publish(user, content),
  "POST /_peer/update": ({ noteId, content = "changed" }) => snac.update(required("noteId", noteId), content),
  "POST /_peer/delete": ({ noteId }) => snac.delete(required("noteId", noteId)),
  "POST /_peer/reply": ({ user = "carol", noteId, content = "hello" }) =>
    snac.reply(user, required("noteId", noteId), content),
  "POST /_peer/like": ({ user = "carol", noteId, actor }) =>
    snac.act(user, "Like", required("noteId", noteId), required("actor", actor)),
  "POST /_peer/unlike": ({ user = "carol", noteId, actor }) =>
    snac.act(user, "Unlike", required("noteId", noteId), required("actor", actor)),
}));

announceReady({ kind: "snac2", origin, control: `http://127.0.0.1:${portOf(control)}`, data: folder }, async () => {
  control.closeAllConnections();
  await snac.stop(process.argv.includes("--keep"));
});

function required(name, value) {
  if (typeof value !== "string" || value === "") throw new BadCommand(`${name}: missing (expected: an id)`);
  return value;
}
