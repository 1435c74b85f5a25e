// What the first view of a page costs a reader: all that it loads without its
// fonts and its icon, each file gzipped, for bytes don't vary from run to run.
import { gzipSync } from "node:zlib";
import { open } from "./browser.mjs";
import { check, must, none } from "./report.mjs";

/** In bytes: of a page as a whole, and of what the workbook adds to mdBook. */
const MOST = 115_000;
const MOST_OF_OURS = 15_000;

export async function weight(browser, address) {
  const host = new URL(address).host;
  await check(`a page of ${host} is light at first sight`, async () => {
    const url = `${address}ch02-generators.html`;
    const { page, faults, answers, close } = await open(browser, url);
    await settled(page);
    const files = await Promise.all(answers.filter(counts).map(weighed));
    const [all, ours] = [files, files.filter((file) => file.ours)].map(sum);
    console.log(
      `first view: ${kB(all)} gzipped in ${files.length} requests, ${kB(ours)} of it ours`,
    );
    none(faults);
    must(files.length > 10, `only ${files.length} files were seen`);
    must(all <= MOST, `${kB(all)} are more than ${kB(MOST)}:\n${table(files)}`);
    must(ours <= MOST_OF_OURS, `${kB(ours)} of ours:\n${table(files)}`);
    await close();
  });
}

/**
 * Once what is in sight has asked for what it needs. A served page's stream of
 * events never ends, so that its network is never idle.
 */
async function settled(page) {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) {
      await new Promise(requestAnimationFrame);
    }
    await new Promise((done) => requestIdleCallback(done));
  });
}

/** A browser asks for the tab's icon when it likes: before this looks, or not. */
const counts = (answer) =>
  !/favicon[^/]*$|\.woff2$|\/events$/.test(new URL(answer.url()).pathname);

async function weighed(answer) {
  const path = new URL(answer.url()).pathname;
  const bytes = gzipSync(await answer.body(), { level: 9 }).length;
  return { path, bytes, ours: /\/(theme|live|\.workbook)\//.test(path) };
}

const sum = (files) => files.reduce((sum, file) => sum + file.bytes, 0);
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const table = (files) =>
  files
    .toSorted((a, b) => b.bytes - a.bytes)
    .map((file) => `${String(file.bytes).padStart(8)} ${file.path}`)
    .join("\n");
