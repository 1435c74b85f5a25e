// The book as plain files, and the plainest host for them: it knows files,
// and shows the site below a path of its own.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, relative, sep } from "node:path";
import { build, root } from "./server.mjs";

const BELOW = "/below/here/";
const KINDS = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** Where the listings' module is built, if it has been. */
const MODULE = join(root, "target/wasm32-wasip1/page/listing.wasm");

/** Builds the site into a folder of its own and serves it. */
export async function publish() {
  const home = mkdtempSync(join(tmpdir(), "workbook-site-"));
  const folder = join(home, "site");
  const args = ["build", "--static", folder, "--root", BELOW];
  if (existsSync(MODULE)) args.push("--wasm", MODULE);
  const built = spawnSync(build(), args, { cwd: root, encoding: "utf8" });
  if (built.status !== 0) {
    rmSync(home, { recursive: true, force: true });
    throw new Error(`the site can't be built: ${built.stdout}${built.stderr}`);
  }
  const host = createServer((request, response) => answer(folder, request, response));
  await new Promise((ready) => host.listen(0, "127.0.0.1", ready));
  return {
    folder,
    said: built.stdout,
    address: `http://127.0.0.1:${host.address().port}${BELOW}`,
    async stop() {
      host.closeAllConnections();
      await new Promise((ended) => host.close(ended));
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function answer(folder, request, response) {
  const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
  const name = path.startsWith(BELOW) ? path.slice(BELOW.length) || "index.html" : "";
  const file = join(folder, name);
  const found = name && existsSync(file) && statSync(file).isFile();
  const shown = found ? file : join(folder, "404.html");
  response.writeHead(found ? 200 : 404, { "content-type": KINDS[extname(shown)] ?? "" });
  response.end(readFileSync(shown));
}

/** All files of the site, by their paths from its root. */
export function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .map((path) => path.split(sep).join("/"));
}
