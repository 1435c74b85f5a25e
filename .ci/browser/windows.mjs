// Many windows of one browser: it opens six connections to one host and no
// more, and each page that is seen holds one of them.
import { open } from "./browser.mjs";
import { listing } from "./listings.mjs";
import { check, must } from "./report.mjs";

const WINDOWS = 5;

export async function windows(browser, { address }) {
  const url = new URL("ch02-generators.html#exercise-countdown", address).href;

  await check(`${WINDOWS} windows that are seen leave room for a run`, async () => {
    const first = await open(browser, url);
    const pages = [first.page];
    while (pages.length < WINDOWS) pages.push(await first.page.context().newPage());
    const streams = pages.map(streamsOf);
    for (const page of pages) {
      await page.goto("about:blank");
      await page.goto(url);
      await page.locator("[data-exercise='ch02/countdown'] .desk").waitFor();
    }
    const told = await listing(pages.at(-1)).run();
    must(told.includes("what is recorded"), `in the last window: ${told}`);
    const counts = streams.map((set) => set.size).join(" ");
    must(counts === pages.map(() => 1).join(" "), `they hold ${counts} streams`);
    await first.close();
  });
}

/** The streams of events that the page holds open. */
function streamsOf(page) {
  const held = new Set();
  page.on("request", (request) => {
    if (request.url().includes("/.workbook/events")) held.add(request);
  });
  page.on("requestfinished", (request) => held.delete(request));
  page.on("requestfailed", (request) => held.delete(request));
  return held;
}
