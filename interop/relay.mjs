// The relay between servers that others made. ada publishes, bea follows as:Public, cyd follows our actor, and so do
// snac2's relay user and, later, dan. What must arrive is written into a ledger; at its close it is compared with all
// that did. At the end the micro-blog of our examples has its turn, as one server among them.

import { FEDIFY, run, SNAC, startPeer } from "./common/driver.mjs";
import { federation } from "./federation/chapter.mjs";
import { documents } from "./relay/documents.mjs";
import { crashing, failing } from "./relay/failing.mjs";
import { Ledger } from "./relay/ledger.mjs";
import { knocking } from "./relay/knocking.mjs";
import { leaving } from "./relay/leaving.mjs";
import { ordering } from "./relay/ordering.mjs";
import { RelayProcess } from "./relay/process.mjs";
import { publishing } from "./relay/publishing.mjs";
import { refusing } from "./relay/refusing.mjs";
import { snacPublishing } from "./relay/snac.mjs";
import { subscribing } from "./relay/subscribing.mjs";

let relay;

await run(async () => {
  relay = await RelayProcess.start();
  const [ada, bea, cyd, snac] = await Promise.all([
    startPeer(FEDIFY),
    startPeer(FEDIFY, "--scheme", "cavage"),
    startPeer(FEDIFY),
    startPeer(SNAC),
  ]);
  const scene = { relay, ada, bea, cyd, snac, ledger: new Ledger(relay) };
  await subscribing(scene);
  await publishing(scene);
  await snacPublishing(scene);
  await refusing(scene);
  await leaving(scene);
  const dan = await failing(scene);
  await ordering({ ...scene, dan });
  await scene.ledger.close({ ada, bea, cyd, dan, snac });
  await crashing({ ...scene, dan });
  await knocking();
  await documents();
  await federation();
}, { onFailure: async () => console.log(`the relay's log, its end:\n${relay?.logTail}`) });
