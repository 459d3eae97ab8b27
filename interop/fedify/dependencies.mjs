// Loaded before the peer: package names resolve from the install cache, which need not lie beside these sources.

import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

const cache = pathToFileURL(process.env.LINKSPAN_INTEROP_FEDIFY + "/").href;
const sources = new URL("./", import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const ours = context.parentURL?.startsWith(sources) && specifier.startsWith("@");
    return next(specifier, ours ? { ...context, parentURL: cache } : context);
  },
});
