"""Fetches safetensors and GGUF files from Hugging Face or a mirror of it, with nothing but Python.

Fixed text: what varies is in the environment. CORRAL_FETCH has a line
`<directory> hf://<org>/<repo>[/<file>.gguf][@<revision>]` for each thing to fetch.
With CORRAL_OPTIONAL=true what does not exist or may not be had is left out.
"""
import hashlib
import json
import os
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

NOT_FOUND, DENIED = 44, 45
SOURCE = re.compile(r"hf://([\w.-]+/[\w.-]+?)(/[\w./-]+?\.gguf)?(?:@([\w.-]+))?", re.ASCII)
WEIGHTS = re.compile(r"[A-Za-z0-9][\w.-]*\.(safetensors|gguf)", re.ASCII)
BESIDE = re.compile(r"[A-Za-z0-9][\w.-]*\.(json|jinja|txt|model|tiktoken)", re.ASCII)
PART = re.compile(r"(.+)-\d{5}(-of-\d{5}\.gguf)", re.ASCII)
ENDPOINT = os.environ["HF_ENDPOINT"].rstrip("/")
TRIES, TIMEOUT, BLOCK = 6, 60, 1 << 20
PROBLEMS = {
    "RepoNotFound": NOT_FOUND,
    "RevisionNotFound": NOT_FOUND,
    "EntryNotFound": NOT_FOUND,
    "GatedRepo": DENIED,
    "DisabledRepo": DENIED,
}


class SameScheme(urllib.request.HTTPRedirectHandler):
    """Follows redirects, but never from TLS to none."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        if urllib.parse.urlsplit(newurl).scheme != urllib.parse.urlsplit(ENDPOINT).scheme:
            raise urllib.error.URLError("redirected to another scheme")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


OPENER = urllib.request.build_opener(SameScheme)


def end(code, sentence):
    print(sentence, file=sys.stderr, flush=True)
    sys.exit(code)


def ask(url, offset=0):
    request = urllib.request.Request(url, headers={"User-Agent": "corral-weights"})
    token = os.environ.get("HF_TOKEN")
    if token:
        # Not carried to where a redirect leads.
        request.add_unredirected_header("Authorization", "Bearer " + token)
    if offset:
        request.add_header("Range", f"bytes={offset}-")
    try:
        return OPENER.open(request, timeout=TIMEOUT)
    except urllib.error.HTTPError as e:
        told = PROBLEMS.get(e.headers.get("X-Error-Code", ""))
        if told is None and e.code in (401, 403):
            told = DENIED
        if told is None and e.code in (404, 410):
            told = NOT_FOUND
        if told is not None:
            end(told, f"the endpoint answered {e.code} {e.headers.get('X-Error-Code', '')}")
        raise


def patiently(act):
    for attempt in range(TRIES):
        try:
            return act()
        except (OSError, ValueError) as e:
            if attempt == TRIES - 1:
                end(1, f"gave up after {TRIES} tries: {type(e).__name__}: {e}")
            time.sleep(min(30, 2**attempt) * float(os.environ.get("CORRAL_PAUSE", "1")))


def tree(repo, revision, folder):
    url = f"{ENDPOINT}/api/models/{repo}/tree/{urllib.parse.quote(revision, safe='')}"
    with ask(url + ("/" + urllib.parse.quote(folder) if folder else "")) as answer:
        return [entry for entry in json.load(answer) if entry.get("type") == "file"]


def chosen(entries, file):
    named = [(e["path"].rsplit("/", 1)[-1], e) for e in entries]
    if file:
        part = PART.fullmatch(file)
        return [
            (n, e)
            for n, e in named
            if WEIGHTS.fullmatch(n)
            and (n == file or (part and (m := PART.fullmatch(n)) and m.groups() == part.groups()))
        ]
    tensors = [(n, e) for n, e in named if WEIGHTS.fullmatch(n) and n.endswith(".safetensors")]
    if len([n for n, _ in tensors if not n.startswith("consolidated")]):
        tensors = [(n, e) for n, e in tensors if not n.startswith("consolidated")]
    return tensors + [(n, e) for n, e in named if BESIDE.fullmatch(n)] if tensors else []


class Progress:
    def __init__(self, total):
        self.total, self.completed, self.told = total, 0, 0.0

    def add(self, count):
        self.completed += count
        if time.monotonic() - self.told >= 1 or self.completed == self.total:
            self.told = time.monotonic()
            print(f"corral-progress {self.completed} {self.total}", flush=True)


def fetch(url, target, size, sha256, progress):
    """Goes on where it was: what is there is hashed, the rest is asked for."""
    if os.path.exists(target) and os.path.getsize(target) == size:
        progress.add(size)
        return
    part = target + ".part"
    digest, have = hashlib.sha256(), 0
    with open(part, "ab+") as out:
        out.seek(0)
        while block := out.read(BLOCK):
            digest.update(block)
            have += len(block)
        if have > size:
            out.truncate(0)
            digest, have = hashlib.sha256(), 0
        progress.add(have)
        try:
            if have < size:
                with ask(url, have) as answer:
                    if have and answer.status != 206:
                        progress.add(-have)
                        out.truncate(0)
                        digest, have = hashlib.sha256(), 0
                    while block := answer.read(BLOCK):
                        out.write(block)
                        digest.update(block)
                        have += len(block)
                        progress.add(len(block))
                        if have > size:
                            raise ValueError("it is longer than it was said to be")
            if have != size:
                raise ValueError(f"it ended after {have} of {size} bytes")
            if sha256 and digest.hexdigest() != sha256:
                out.truncate(0)
                raise ValueError("its SHA-256 is not the one that was said")
        except BaseException:
            progress.add(-have)
            raise
    os.replace(part, target)


def optional(step):
    """What cannot be had at all ends everything, unless everything is optional."""
    try:
        return step()
    except SystemExit as stop:
        if os.environ.get("CORRAL_OPTIONAL") != "true" or stop.code not in (NOT_FOUND, DENIED):
            raise
        print("left out", file=sys.stderr, flush=True)
        return None


def planned(line):
    directory, source = line.split(" ", 1)
    match = SOURCE.fullmatch(source)
    if not match:
        end(NOT_FOUND, "not a source on Hugging Face")
    repo, path, revision = match.group(1), match.group(2), match.group(3) or "main"
    folder, _, file = (path or "/").lstrip("/").rpartition("/")
    entries = patiently(lambda: tree(repo, revision, folder))
    files = chosen(entries, file)
    if not files:
        end(NOT_FOUND, f"there are no safetensors in {source}, and no GGUF file is named")
    for name, entry in files:
        quoted = urllib.parse.quote(entry["path"])
        url = f"{ENDPOINT}/{repo}/resolve/{urllib.parse.quote(revision, safe='')}/{quoted}"
        sha256 = (entry.get("lfs") or {}).get("oid")
        yield url, os.path.join(directory, name), int(entry["size"]), sha256


def main():
    plan = []
    for line in os.environ["CORRAL_FETCH"].splitlines():
        plan += optional(lambda: list(planned(line))) or []
    progress = Progress(sum(size for _, _, size, _ in plan))
    for url, target, size, sha256 in plan:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        optional(lambda: patiently(lambda: fetch(url, target, size, sha256, progress)))


main()
