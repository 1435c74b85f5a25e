// The book as plain files: from a host that shows it below a path, from the
// disk, and without JavaScript.
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { pathToFileURL } from "node:url";
import { open } from "./browser.mjs";
import { check, must, none } from "./report.mjs";
import { root } from "./server.mjs";
import { files } from "./static.mjs";

const PAGES = ["index.html", "ch02-generators.html", "misconceptions/not-fused.html"];

export async function site(browser, { folder, address }) {
  await check("every link of the site leads to something", () => {
    none(dangling(folder));
  });
  const disk = `${pathToFileURL(folder).href}/`;
  for (const [from, start] of [["a host", address], ["the disk", disk]]) {
    await check(`pages from ${from} load nothing but the site`, () =>
      whole(browser, start),
    );
    await check(`pages from ${from} read well without JavaScript`, () =>
      plain(browser, start),
    );
  }
  await check("the page for missing pages leads back", () => missing(browser, address));
}

/** Each listing has its buttons, and all that is loaded is of the site. */
async function whole(browser, start) {
  for (const path of PAGES) {
    const { page, faults, answers, close } = await open(browser, start + path);
    const listings = await page.locator("figure[data-listing]").count();
    const runs = page.getByRole("button", { name: "Run", exact: true });
    const buttons = await runs.count();
    must(buttons === listings, `${path}: ${listings} listings, ${buttons} buttons`);
    must(answers.length > 10, `${path}: only ${answers.length} files were seen`);
    none(answers.map((answer) => answer.url()).filter((url) => !url.startsWith(start)));
    none(faults);
    await close();
  }
}

/** Code and recorded output are there, and no button that does nothing. */
async function plain(browser, start) {
  const url = `${start}ch02-generators.html`;
  const { page, close } = await open(browser, url, { javaScriptEnabled: false });
  const figure = page.locator("figure[data-listing='ch02/function']");
  const [code, output] = [figure.locator("pre").first(), figure.locator("pre").last()];
  for (const part of [page.locator("main h1"), code, output]) {
    must(await part.isVisible(), "a part of the page is hidden");
  }
  const recorded = join(root, "book/recorded/ch02_generators/function.txt");
  const printed = await output.innerText();
  must(
    printed.trim() === readFileSync(recorded, "utf8").trim(),
    `it shows another output: ${printed}`,
  );
  must((await page.locator(".live-keys").count()) === 0, "a button does nothing");
  const contents = page.frameLocator("iframe.sidebar-iframe-outer");
  await contents.locator("a[href='ch03-coroutines.html']").waitFor();
  await close();
}

async function missing(browser, address) {
  const url = `${address}deep/down/none.html`;
  const { page, faults, close } = await open(browser, url);
  // Its own absence is told twice; a style that is not there would be more.
  const [gets, logs, ...others] = faults.toSorted();
  must(gets === `gets 404 for ${url}`, `it is not missing: ${gets}`);
  must(logs?.startsWith("logs: Failed to load"), `the browser is silent: ${logs}`);
  none(others);
  await page.locator("#mdbook-sidebar a[href$='ch02-generators.html']").click();
  await page.waitForURL(`${address}ch02-generators.html`);
  await close();
}

/** The links and sources of all pages that name no file of the site. */
function dangling(folder) {
  const all = new Set(files(folder));
  const pages = new Map();
  for (const path of all) {
    if (path.endsWith(".html")) pages.set(path, readFileSync(join(folder, path), "utf8"));
  }
  const found = [];
  for (const [path, html] of pages) {
    // What a script holds is no link.
    const marked = html.replaceAll(/<script(?![^>]*src)[^>]*>.*?<\/script>/gs, "");
    for (const [, link] of marked.matchAll(/ (?:href|src)="([^"]*)"/g)) {
      const why = wrong(path, link.replaceAll("&amp;", "&"), all, pages);
      if (why) found.push(`${path}: ${link} ${why}`);
    }
  }
  must(pages.size > 50, `only ${pages.size} pages were read`);
  return found;
}

/** What is wrong with a link; nothing, if nothing is. */
function wrong(path, link, all, pages) {
  if (/^(https?|data|mailto):/.test(link)) return "";
  // The page for missing pages says where the site begins.
  if (path === "404.html" && link.startsWith("/")) return "";
  const [name, fragment] = link.split("#");
  const target = name ? posix.join(posix.dirname(path), decodeURIComponent(name)) : path;
  if (!all.has(target)) return "leads nowhere";
  const id = fragment && decodeURIComponent(fragment);
  if (!id || pages.get(target)?.includes(`id="${id}"`)) return "";
  return "names no place there";
}
