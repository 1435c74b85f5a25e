// Counts what passed and says what failed.
let passed = 0;
const failed = [];

/** Runs one check; what it throws is its failure. */
export async function check(claim, body) {
  try {
    await body();
    passed += 1;
  } catch (error) {
    failed.push(claim);
    console.log(`FAILED ${claim}\n  ${String(error.message).replaceAll("\n", "\n  ")}`);
  }
}

/** Fails the check that runs now, unless there is nothing to say. */
export function none(faults) {
  if (faults.length > 0) {
    throw new Error(faults.join("\n"));
  }
}

export function must(holds, otherwise) {
  if (!holds) {
    throw new Error(otherwise);
  }
}

/** Prints the count and returns the exit code. */
export function close() {
  console.log(`${passed} passed, ${failed.length} failed`);
  return failed.length === 0 && passed > 0 ? 0 : 1;
}
