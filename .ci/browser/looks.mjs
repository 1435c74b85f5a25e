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
  { name: "narrow-dark", viewport: NARROW, theme: "navy" },
];
// The pages of misconceptions are many, all of one shape: two dresses do.
const MORE = [
  { name: "wide-dark", viewport: WIDE, theme: "navy" },
  { name: "narrow-light", viewport: NARROW, theme: "light" },
];
// Tried on the page that holds all others.
const RARE = [
  { name: "wide-coal", viewport: WIDE, theme: "coal" },
  { name: "wide-ayu", viewport: WIDE, theme: "ayu" },
  { name: "wide-rust", viewport: WIDE, theme: "rust" },
];

const nameOf = (url) => new URL(url).pathname.slice(1).replace(/\W+/g, "-");
const isWhole = (url) => url.endsWith("/print.html");
const isOfMany = (url) => url.includes("/misconceptions/");
const isChapter = (url) => /\/ch\d\d-[^/]*$/.test(url);

/** The book's pages, as its own table of contents names them. */
async function pagesOf(browser, address) {
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

/** Looks at these pages in one dress. */
async function look(browser, urls, { name, ...options }) {
  const { page, faults, close } = await open(browser, urls[0], options);
  for (const url of urls) {
    faults.length = 0;
    await page.goto(url, { waitUntil: "load" });
    const label = `${new URL(url).pathname} ${name}`;
    const path = join(shots, `${nameOf(url)}-${name}.png`);
    await page.screenshot({ path, fullPage: isChapter(url) });
    await page.$$eval("main details", (all) => all.forEach((d) => (d.open = true)));
    await check(`${label}: no serious finding of axe`, async () =>
      none(await findings(page)),
    );
    await check(`${label}: nothing scrolls sideways`, async () =>
      none(await wider(page)),
    );
    await check(`${label}: no error, no other host`, () => none(faults));
  }
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
  await page.pdf({ path: join(shots, `${nameOf(url)}.pdf`), format: "A4" });
  await close();
}

export async function looks(browser, address) {
  mkdirSync(shots, { recursive: true });
  const pages = await pagesOf(browser, address);
  const whole = pages.filter(isWhole);
  const chapters = pages.filter(isChapter);
  const single = pages.filter((url) => !isOfMany(url));
  await check("the table of contents names chapters", () =>
    must(chapters.length > 0, `only ${pages}`),
  );
  const left = [
    ...DRESSES.map((dress) => () => look(browser, pages, dress)),
    ...MORE.map((dress) => () => look(browser, single, dress)),
    ...RARE.map((dress) => () => look(browser, whole, dress)),
    ...[...chapters, ...whole].map((url) => () => paper(browser, url)),
  ];
  // Two at a time: a page mostly waits for its screenshot.
  const worker = async () => {
    for (let task = left.shift(); task; task = left.shift()) {
      await task();
    }
  };
  await Promise.all([worker(), worker()]);
}
