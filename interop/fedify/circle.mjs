// What alice, a person, hears of: posts of those she follows and answers to hers, likes, and what is taken back of these.

import { Create, Delete, Like, Note, Undo } from "@fedify/vocab";

export class Circle {
  #posts = new Map();
  #likes = new Map();

  /** Takes what Fedify itself verified. */
  async heard(context, activity) {
    const actor = activity.actorId?.href;
    const object = activity.objectId?.href;
    if (activity instanceof Create) {
      const { documentLoader, contextLoader } = context;
      const note = await activity.getObject({ documentLoader, contextLoader, suppressError: true });
      if (note instanceof Note) this.#posts.set(note.id.href, describe(note));
    }
    if (activity instanceof Delete && this.#posts.get(object)?.actor === actor) this.#posts.delete(object);
    if (activity instanceof Like) this.#likes.set(activity.id.href, { noteId: object, actor });
    if (activity instanceof Undo && this.#likes.get(object)?.actor === actor) this.#likes.delete(object);
  }

  posts() {
    return [...this.#posts.values()].map((post) => ({ ...post, likedBy: this.likedBy(post.id) }));
  }

  likedBy(noteId) {
    return [...this.#likes.values()].filter((like) => like.noteId === noteId).map((like) => like.actor);
  }
}

export function describe(note) {
  return {
    id: note.id.href,
    type: note.constructor.name,
    actor: note.attributionId?.href,
    content: note.content?.toString(),
    inReplyTo: note.replyTargetId?.href,
  };
}
