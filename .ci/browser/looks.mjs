// Every page, in every dress: no serious finding, no error, no other host,
// nothing wider than the screen.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { findings } from "./axe.mjs";
import { open } from "./browser.mjs";
import { check, must, none } from "./report.mjs";
import { root } from "./server.mjs";

const shots = join(root, "target/screenshots");

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 360, height: 740 };
const DRESSES = [
  { name: "wide-light", viewport: WIDE, theme: "light" },
  { name: "wide-dark", viewport: WIDE, theme: "navy" },
  { name: "narrow-light", viewport: NARROW, theme: "light" },
  { name: "narrow-dark", viewport: NARROW, theme: "navy" },
  { name: "wide-coal", viewport: WIDE, theme: "coal", unseen: true },
  { name: "wide-ayu", viewport: WIDE, theme: "ayu", unseen: true },
  { name: "wide-rust", viewport: WIDE, theme: "rust", unseen: true },
];

/** The book's pages, as its own table of contents names them. */
export async function pagesOf(browser, address) {
  const { page, close } = await open(browser, new URL("toc.html", address).href);
  const links = await page.$$eval("a[href]", (all) => all.map((a) => a.href));
  await close();
  const plain = links.map((link) => link.split("#")[0]);
  return [...new Set(plain)].concat(new URL("print.html", address).href);
}

/** What sticks out of the screen on the right. */
function wider(page) {
  return page.evaluate(() => {
    const seen = document.documentElement.clientWidth;
    const scroller = document.scrollingElement;
    scroller.scrollLeft = 1000;
    const moved = scroller.scrollLeft;
    scroller.scrollLeft = 0;
    const out = [...document.querySelectorAll("main > *")]
      .filter((block) => block.getBoundingClientRect().right > seen + 1)
      .map((block) => `${block.tagName} ${block.className} sticks out`);
    return moved > 0 ? [`the page scrolls by ${moved} px`, ...out] : out;
  });
}

async function look(browser, url, dress) {
  const isPrint = url.endsWith("print.html");
  const { name, unseen, ...options } = dress;
  const opened = await open(browser, url, options);
  const { page, faults, close } = opened;
  const label = `${new URL(url).pathname} ${name}`;
  const path = `${new URL(url).pathname.slice(1).replace(/\W+/g, "-")}-${name}.png`;
  if (!unseen) {
    await page.screenshot({ path: join(shots, path), fullPage: !isPrint });
  }
  await page.$$eval("main details", (all) => all.forEach((d) => (d.open = true)));
  await check(`${label}: no serious finding of axe`, async () =>
    none(await findings(page)),
  );
  await check(`${label}: nothing scrolls sideways`, async () =>
    none(await wider(page)),
  );
  await check(`${label}: no error, no other host`, () => none(faults));
  await close();
}

/** On paper: no sidebar, every answer open, no code cut off. */
async function paper(browser, url) {
  const { page, close } = await open(browser, url, { viewport: WIDE, theme: "navy" });
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await check(`${new URL(url).pathname} on paper`, async () => {
    none(
      await page.evaluate(() => {
        const bad = [];
        const nav = document.querySelector("#mdbook-sidebar");
        if (nav.getClientRects().length > 0) bad.push("the sidebar is printed");
        const color = getComputedStyle(document.documentElement).backgroundColor;
        if (color !== "rgb(255, 255, 255)") bad.push(`the paper is ${color}`);
        for (const details of document.querySelectorAll("main details")) {
          if (!details.open) bad.push("an answer is closed");
        }
        for (const code of document.querySelectorAll("main pre > code")) {
          const cut = code.scrollWidth > code.clientWidth + 1;
          if (cut) bad.push(`code is cut off: ${code.textContent.slice(0, 60)}`);
        }
        return bad;
      }),
    );
  });
  await page.pdf({
    path: join(shots, `${new URL(url).pathname.slice(1).replace(/\W+/g, "-")}.pdf`),
    preferCSSPageSize: true,
    format: "A4",
  });
  await close();
}

export async function looks(browser, address) {
  mkdirSync(shots, { recursive: true });
  const pages = await pagesOf(browser, address);
  await check("the table of contents names pages", () =>
    must(pages.length > 1, `only ${pages}`),
  );
  // Two at a time: a page mostly waits for its fonts and its screenshot.
  const left = [...pages];
  const worker = async () => {
    for (let url = left.shift(); url; url = left.shift()) {
      for (const dress of DRESSES) {
        await look(browser, url, dress);
      }
      await paper(browser, url);
    }
  };
  await Promise.all([worker(), worker()]);
}
