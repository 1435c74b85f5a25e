// The picture in README.md: `node .ci/browser/picture.mjs`.
import { join } from "node:path";
import { launch, open } from "./browser.mjs";
import { root, start } from "./server.mjs";

const LISTING = "ch06/gather";
/** Where one of the three has ended and two go on. */
const STEP = "9";

const server = await start();
const browser = await launch();
const url = new URL("ch06-tasks.html", server.address).href;
const { page } = await open(browser, url, {
  theme: "light",
  viewport: { width: 1200, height: 1150 },
});
const listing = page.locator(`figure[data-listing="${LISTING}"]`);
await listing.getByRole("button", { name: "Timeline" }).click();
await listing.getByRole("slider").fill(STEP);
await listing.evaluate((figure) => {
  figure.scrollIntoView();
  scrollBy(0, -60);
});
await page.mouse.move(0, 0);
await page.evaluate(() => new Promise(requestAnimationFrame));
await page.screenshot({ path: join(root, "book/picture.png") });
await browser.close();
await server.stop();
