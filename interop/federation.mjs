// The last chapter of relay.mjs alone.

import { run } from "./common/driver.mjs";
import { federation } from "./federation/chapter.mjs";

await run(federation);
