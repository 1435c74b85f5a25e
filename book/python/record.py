"""Records what the Python counterparts print, or compares.

    python3 book/python/record.py            writes NAME.txt beside NAME.py
    python3 book/python/record.py --check    says where they differ; exit 1

A script runs under the Python that runs this one, by itself, with nothing on
its standard input, hash seed 0 and warnings about syntax as errors. Of an
exception that ends it the recording keeps the last line: the frames name
paths of one machine. Needs CPython 3.11 or later, nothing else.
"""

import difflib
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
OLDEST = (3, 11)
DEADLINE_SECONDS = 30


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        fail("say nothing, or --check")
    if sys.version_info < OLDEST or sys.implementation.name != "cpython":
        fail(f"{sys.version.split()[0]} is not CPython 3.11 or later")
    scripts = sorted(HERE.glob("ch*/*.py"))
    if not scripts:
        fail(f"{HERE} holds no script")
    differing = [script for script in scripts if differs(script, check)]
    orphans = [
        path
        for path in sorted(HERE.glob("ch*/*.txt"))
        if not path.with_suffix(".py").exists()
    ]
    for path in orphans:
        print(f"{named(path)} belongs to no script; delete it")
    word = "differ" if check else "changed"
    print(f"{len(differing)} of {len(scripts)} recordings {word}")
    if check and (differing or orphans):
        print("accept them on purpose: python3 book/python/record.py")
        sys.exit(1)


def differs(script, check):
    """Whether the recording was not what the script prints; mends it unless
    it is only to be checked."""
    printed = run(script)
    if printed != run(script):
        fail(f"{named(script)} prints something else at each run")
    recording = script.with_suffix(".txt")
    before = recording.read_text("utf-8") if recording.exists() else ""
    if before == printed:
        return False
    print(f"{named(recording)}:")
    lines = difflib.unified_diff(
        before.splitlines(), printed.splitlines(),
        "recorded", "printed", lineterm="", n=1,
    )
    for line in lines:
        print(f"  {line}")
    if not check:
        recording.write_text(printed, "utf-8", newline="\n")
    return True


def run(script):
    """What the script prints, and of its exception the last line."""
    command = [sys.executable, "-s", "-P", "-W", "error::SyntaxWarning", script.name]
    try:
        done = subprocess.run(
            command, cwd=script.parent, env=environment(), text=True,
            encoding="utf-8", stdin=subprocess.DEVNULL, capture_output=True,
            timeout=DEADLINE_SECONDS,
        )
    except subprocess.TimeoutExpired:
        fail(f"{named(script)} still ran after {DEADLINE_SECONDS} s")
    if done.returncode not in (0, 1):
        fail(f"{named(script)} ended with {done.returncode}\n{done.stderr}")
    raised = ""
    if done.returncode == 1:
        raised = done.stderr.rstrip("\n").rsplit("\n", 1)[-1] + "\n"
    elif done.stderr:
        fail(f"{named(script)} wrote to standard error:\n{done.stderr}")
    return done.stdout + raised


def environment():
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "utf-8",
        # Windows does not start a process without it.
        "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),
    }


def named(path):
    return path.relative_to(HERE.parent.parent).as_posix()


def fail(reason):
    print(f"record.py: {reason}", file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main()
