// Chapter 11: a server on our library, the examples' micro-blog, among servers of others. Its mia and alice on a Fedify, mia
// and carol on a snac2 follow each other; what either posts, answers, likes, takes back and deletes reaches the other. Then
// the same once more with Fedify, both knocking with RFC 9421 first, and mia's posts bearing proofs instead of LD signatures.

import { FEDIFY, SNAC, startPeer } from "../common/driver.mjs";
import { startBlog } from "./blog.mjs";
import { withFedify } from "./fedify.mjs";
import { snacAndRfc9421, withSnac } from "./snac.mjs";

export async function federation() {
  for (const scheme of ["cavage", "rfc9421"]) {
    const [blog, fedify, snac] = await Promise.all([
      startBlog(scheme, ...(scheme === "rfc9421" ? ["--integrity-proofs"] : [])),
      startPeer(FEDIFY, "--scheme", scheme),
      startPeer(SNAC),
    ]);
    await withFedify(scheme, blog, fedify);
    await (scheme === "cavage" ? withSnac : snacAndRfc9421)(blog, snac);
    await Promise.all([blog.stop(), fedify.stop(), snac.stop()]);
  }
}
