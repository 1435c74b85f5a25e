// The scripts of the live page, read as text: their types, their size, and
// what a page loads before a button is pressed.
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { check, must, none } from "./report.mjs";
import { root } from "./server.mjs";

const live = join(root, "book/live");
const LINES = 300;
/** Of the loader and its sheet, gzipped. */
const FIRST_VIEW = 6000;

export async function scripts() {
  const names = readdirSync(live).filter((name) => name.endsWith(".js"));
  await check("the live page's scripts agree on their types", types);
  for (const name of names) {
    await check(`live/${name} is a short classic script`, () => shape(name));
  }
  await check("what a page loads of them at first is small", () => {
    const sizes = ["workbook.js", "live.css"].map(
      (name) => gzipSync(readFileSync(join(live, name)), { level: 9 }).length,
    );
    const both = sizes[0] + sizes[1];
    must(both < FIRST_VIEW, `${both} bytes gzipped, ${FIRST_VIEW} are allowed`);
  });
}

function types() {
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const run = spawnSync(process.execPath, [tsc, "--pretty", "false", "-p", live], {
    cwd: root,
    encoding: "utf8",
  });
  must(run.status === 0, run.stdout + run.stderr);
}

/** `file://` knows no modules, and other scripts share the page's names. */
function shape(name) {
  const text = readFileSync(join(live, name), "utf8");
  const faults = [];
  const lines = text.trimEnd().split("\n");
  const code = lines.filter((line) => !/^\s*(\/\/|\/?\*)/.test(line));
  if (lines.length > LINES) faults.push(`${lines.length} lines`);
  if (!lines[0].startsWith("// ")) faults.push("no word on what it is for");
  if (code[0] !== "(() => {" || code.at(-1) !== "})();") {
    faults.push("not one function that is called at once");
  }
  if (code[1]?.trim() !== '"use strict";') faults.push("not strict");
  if (/\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write/.test(text)) {
    faults.push("it parses text as HTML");
  }
  none(faults);
}
