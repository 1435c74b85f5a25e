// What a copy of the checkout would have to build, brought from here: Cargo
// takes a crate as built when no source is younger, wherever it lies.
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  statSync,
  utimesSync,
} from "node:fs";
import { extname, join } from "node:path";

/** What a served page may have built: listings, and checks. */
const BUILDS = [
  ["--package", "concurrency-workbook", "--bin", "listing"],
  ["--package", "exercises", "--lib"],
];

const SOURCES = [
  ".cargo",
  "Cargo.lock",
  "Cargo.toml",
  "book",
  "exercises",
  "src",
  "workbook.toml",
];

/** Crates, and what Cargo notes of them; no tests and no programs. */
const KINDS = [".rlib", ".rmeta", ".so", ".dylib", ".dll", ".d"];

/** Copies the checkout at `from` to `to`, with all that is built there. */
export function sow(from, to) {
  for (const build of BUILDS) {
    const flags = { cwd: from, stdio: "inherit", env: plain(process.env) };
    const { status } = spawnSync("cargo", ["build", "--quiet", ...build], flags);
    if (status !== 0) {
      throw new Error(`cargo build ${build.join(" ")} fails`);
    }
  }
  for (const name of SOURCES.filter((name) => existsSync(join(from, name)))) {
    const options = { recursive: true, preserveTimestamps: true };
    cpSync(join(from, name), join(to, name), options);
  }
  const debug = "target/debug";
  for (const name of [".fingerprint", "build", "deps"]) {
    put(join(from, debug, name), join(to, debug, name), name === "deps");
  }
}

/** The judge's builds heed no flags; neither do these. */
function plain({ RUSTFLAGS, CARGO_ENCODED_RUSTFLAGS, ...rest }) {
  return rest;
}

/** Links crates, which nobody writes into, and copies all else. */
function put(from, to, areCrates) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      put(source, target, false);
    } else if (!areCrates || KINDS.includes(extname(entry.name))) {
      putFile(source, target, areCrates && extname(entry.name) !== ".d");
    }
  }
}

function putFile(source, target, isCrate) {
  try {
    if (isCrate) {
      linkSync(source, target);
      return;
    }
  } catch {
    // Another file system: a copy does as well.
  }
  copyFileSync(source, target);
  const { atime, mtime } = statSync(source);
  utimesSync(target, atime, mtime);
}
