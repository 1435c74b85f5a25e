// One Chromium for all checks, and a page that notes what it should not do.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PLACES = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

export async function launch() {
  const executablePath = PLACES.find((place) => place && existsSync(place));
  if (!executablePath) {
    throw new Error("no Chromium is here; install one or say CHROMIUM=/its/path");
  }
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * Opens a page in a context of its own. What it logs as an error and what it
 * asks of another host is kept in `faults`; the other host hears nothing. All
 * that it gets is kept in `answers`.
 */
export async function open(browser, url, options = {}) {
  const { theme, ...rest } = options;
  const context = await browser.newContext(rest);
  if (theme) {
    await context.addInitScript((name) => {
      localStorage.setItem("mdbook-theme", name);
    }, theme);
  }
  const page = await context.newPage();
  const faults = [];
  const answers = [];
  const host = new URL(url).host;
  await context.route("**", (route) => {
    const asked = new URL(route.request().url());
    if (asked.host === host || asked.protocol === "data:") {
      return route.continue();
    }
    faults.push(`asks another host: ${asked.href}`);
    return route.abort();
  });
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`logs: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`throws: ${error.message}`));
  page.on("response", (answer) => {
    answers.push(answer);
    if (answer.status() >= 400) {
      faults.push(`gets ${answer.status()} for ${answer.url()}`);
    }
  });
  await page.goto(url, { waitUntil: "load" });
  return { page, faults, answers, close: () => context.close() };
}
