// A Fedify server that only counts the notes that reach its listener, and says at /handled how many there were:
//
//   inbox.mjs ORIGIN PORT
//
// What benchmarks/run.sh load-inbox --rival interop/fedify/node.sh measures; nothing is durable here.

import { createServer } from "node:http";
import { createFederation, generateCryptoKeyPair, MemoryKvStore } from "@fedify/fedify";
import { Create, Endpoints, Person } from "@fedify/vocab";
import { readBody } from "../common/http.mjs";

const [origin, port] = process.argv.slice(2);
const keys = [await generateCryptoKeyPair("RSASSA-PKCS1-v1_5")];
let handled = 0;

const federation = createFederation({ kv: new MemoryKvStore(), origin, allowPrivateAddress: true });
federation
  .setActorDispatcher("/users/{identifier}", async (context, name) => new Person({
    id: context.getActorUri(name),
    preferredUsername: name,
    inbox: context.getInboxUri(name),
    endpoints: new Endpoints({ sharedInbox: context.getInboxUri() }),
    publicKey: (await context.getActorKeyPairs(name))[0].cryptographicKey,
  }))
  .setKeyPairsDispatcher(() => keys);
federation.setInboxListeners("/users/{identifier}/inbox", "/inbox").on(Create, () => {
  handled += 1;
});

const server = createServer(async (incoming, outgoing) => {
  const body = await readBody(incoming);
  if (incoming.url === "/handled") return outgoing.end(String(handled));
  const headers = new Headers();
  for (let i = 0; i < incoming.rawHeaders.length; i += 2) {
    headers.append(incoming.rawHeaders[i], incoming.rawHeaders[i + 1]);
  }
  const withBody = incoming.method !== "GET" && incoming.method !== "HEAD";
  const request = new Request(`${origin}${incoming.url}`, {
    method: incoming.method,
    headers,
    body: withBody ? body : undefined,
  });
  const response = await federation.fetch(request, { contextData: undefined });
  const answer = Buffer.from(await response.arrayBuffer());
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), "content-length": answer.length });
  return outgoing.end(answer);
});
server.listen(Number(port), "127.0.0.1", () => console.log(`To subscribe: ${origin}/users/alice`));
