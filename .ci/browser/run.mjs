// The browser checks: `npm ci && node run.mjs`. Screenshots are left in
// target/screenshots.
import { alone } from "./alone.mjs";
import { launch } from "./browser.mjs";
import { exercises } from "./exercises.mjs";
import { failing } from "./failing.mjs";
import { keys } from "./keys.mjs";
import { knobs } from "./knobs.mjs";
import { listings } from "./listings.mjs";
import { looks } from "./looks.mjs";
import { marks } from "./marks.mjs";
import { others } from "./others.mjs";
import { player } from "./player.mjs";
import { policy } from "./policy.mjs";
import { alone as predictionsAlone, predictions } from "./predictions.mjs";
import { reload } from "./reload.mjs";
import { check, close, must } from "./report.mjs";
import { scripts } from "./scripts.mjs";
import { search } from "./search.mjs";
import { start } from "./server.mjs";
import { site } from "./site.mjs";
import { soaked } from "./soak.mjs";
import { publish } from "./static.mjs";
import { weight } from "./weight.mjs";
import { windows } from "./windows.mjs";

await scripts();
await marks();
const published = await publish();
const server = await start();
let browser;
try {
  browser = await launch();
  await weight(browser, server.address);
  await looks(browser, server.address);
  await search(browser, server.address);
  await keys(browser, server.address);
  await player(browser, server.address);
  await listings(browser, server);
  await policy(browser, server.address);
  await predictions(browser, server);
  await exercises(browser, server);
  await failing(browser, server);
  await reload(browser, server);
  await windows(browser, server);
  await others("firefox", server, published);
  await soaked(server, 20);
} finally {
  await browser?.close();
  const { code, left } = await server.stop();
  await check("an interrupted server leaves nothing", () => {
    must(code === 0, `it ended with ${code}`);
    must(left.length === 0, `it left ${left}`);
  });
}
try {
  browser = await launch();
  await weight(browser, published.address);
  await site(browser, published);
  await alone(browser, published);
  await predictionsAlone(browser, published);
  await knobs(browser, published);
} finally {
  await browser?.close();
  await published.stop();
}
process.exitCode = close();
