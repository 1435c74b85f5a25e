// The picture in README.md: `node .ci/browser/picture.mjs`.
import { join } from "node:path";
import { launch, open } from "./browser.mjs";
import { root, start } from "./server.mjs";

const server = await start();
const browser = await launch();
const url = new URL("ch02-generators.html", server.address).href;
const { page } = await open(browser, url, {
  theme: "light",
  viewport: { width: 1200, height: 1000 },
});
// Where a listing, its output and a box stand on one screen.
await page.getByText("cargo workbook run ch02/iterator_by_hand").evaluate((line) => {
  scrollTo({ top: line.getBoundingClientRect().top + scrollY - 80 });
});
await page.evaluate(() => new Promise(requestAnimationFrame));
await page.screenshot({ path: join(root, "book/picture.png") });
await browser.close();
await server.stop();
