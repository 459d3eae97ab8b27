// Verdicts of Fedify's own verifiers on a request exactly as it came, independent of what its inbox then decides.
// The inbox stops at the first proof that holds; a test wants to know about each one.

import { detachSignature, verifyJsonLd, verifyObject, verifyRequestDetailed } from "@fedify/fedify";
import { Activity } from "@fedify/vocab";
import { schemeOf } from "./outgoing.mjs";

/** Keys found once are kept, as any real server does; failures are not, so that a later retry can succeed. */
const keys = new Map();
const keyCache = {
  get: async (keyId) => keys.get(keyId.href),
  set: async (keyId, key) => {
    if (key !== null) keys.set(keyId.href, key);
  },
};

export async function inspect(context, request, body) {
  const loaders = { documentLoader: context.documentLoader, contextLoader: context.contextLoader, keyCache };
  const json = parse(body);
  return {
    http: await httpVerdict(request, loaders),
    ld: json?.signature === undefined ? null : await verdict(() => ldVerdict(json, loaders)),
    proof: json?.proof === undefined ? null : await verdict(() => proofVerdict(json, loaders)),
  };
}

export function parse(body) {
  try {
    const json = JSON.parse(body.toString("utf8"));
    return typeof json === "object" && json !== null ? json : undefined;
  } catch {
    return undefined;
  }
}

async function httpVerdict(request, loaders) {
  const scheme = schemeOf(request);
  if (scheme === "none") return { valid: false, scheme, reason: "noSignature" };
  return await verdict(async () => {
    const result = await verifyRequestDetailed(request, loaders);
    if (result.verified) {
      return { valid: true, scheme, keyId: result.key.id?.href, owner: result.key.ownerId?.href };
    }
    const { type, keyId } = result.reason;
    return { valid: false, scheme, reason: type, keyId: keyId?.href };
  });
}

async function ldVerdict(json, loaders) {
  return { valid: await verifyJsonLd(json, loaders), type: json.signature.type, creator: json.signature.creator };
}

async function proofVerdict(json, loaders) {
  // Fedify's inbox detaches the LD signature first: the proof was made before it.
  const object = await verifyObject(Activity, detachSignature(json), loaders);
  return { valid: object !== null, cryptosuite: json.proof.cryptosuite };
}

async function verdict(check) {
  try {
    return await check();
  } catch (error) {
    return { valid: false, reason: String(error) };
  }
}
