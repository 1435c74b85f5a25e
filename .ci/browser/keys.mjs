// What the keyboard reaches, and what it must leave alone.
import { open } from "./browser.mjs";
import { check, must } from "./report.mjs";

const WIDE = { viewport: { width: 1280, height: 900 } };
const NARROW = { viewport: { width: 360, height: 740 } };

export async function keys(browser, address) {
  const chapter = new URL("ch02-generators.html", address).href;
  await check("arrow keys leave the page, shift with them turns it", () =>
    arrows(browser, chapter),
  );
  await check("the sidebar's toggle is reached and pressed by keys", () =>
    toggle(browser, chapter),
  );
  await check("the first tab stop skips to the text", () => skip(browser, chapter));
  await check("a block that scrolls is reached by keys", () =>
    scrollers(browser, chapter),
  );
  await check("answers open by keys", () => answers(browser, chapter));
}

async function arrows(browser, url) {
  const { page, close } = await open(browser, url, WIDE);
  for (const key of ["ArrowRight", "ArrowLeft"]) {
    await page.keyboard.press(key);
  }
  // A page that was left would have lost this mark.
  await page.evaluate(() => (globalThis.marked = true));
  await page.keyboard.press("ArrowRight");
  await page.evaluate(() => new Promise(requestAnimationFrame));
  must(page.url() === url, `an arrow led to ${page.url()}`);
  must(await page.evaluate(() => globalThis.marked), "the page was loaded anew");
  await page.keyboard.press("Shift+ArrowRight");
  await page.waitForURL((at) => at.href !== url);
  await page.keyboard.press("Shift+ArrowLeft");
  await page.waitForURL(url);
  await close();
}

async function toggle(browser, url) {
  const { page, close } = await open(browser, url, WIDE);
  const button = page.getByRole("button", { name: "Toggle Table of Contents" });
  await button.focus();
  const expanded = () => button.getAttribute("aria-expanded");
  const before = await expanded();
  await page.keyboard.press("Enter");
  const after = await expanded();
  must(before !== after, `Enter left it at ${after}`);
  await page.keyboard.press("Space");
  must((await expanded()) === before, "Space did not bring it back");
  await close();
}

async function skip(browser, url) {
  const { page, close } = await open(browser, url, WIDE);
  await page.keyboard.press("Tab");
  const text = await page.evaluate(() => document.activeElement.textContent);
  must(text === "Skip to the text", `the first stop is ${text}`);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const inside = await page.evaluate(() =>
    document.getElementById("mdbook-content").contains(document.activeElement),
  );
  must(inside, "the next stop is not in the text");
  await close();
}

async function scrollers(browser, url) {
  const { page, close } = await open(browser, url, NARROW);
  const unreached = await page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const blocks = [...document.querySelectorAll("main pre > code")];
    const scroll = blocks.filter((block) => block.scrollWidth > block.clientWidth);
    return { all: scroll.length, not: scroll.filter((b) => b.tabIndex !== 0).length };
  });
  must(unreached.all > 0, "no block scrolls at 360 px: nothing was tried");
  must(unreached.not === 0, `${unreached.not} blocks are out of reach`);
  await close();
}

async function answers(browser, url) {
  const { page, close } = await open(browser, url, WIDE);
  const details = page.locator("main details").first();
  await details.locator("summary").focus();
  await page.keyboard.press("Enter");
  const open_ = await details.evaluate((element) => element.open);
  must(open_, "Enter did not open it");
  await close();
}
