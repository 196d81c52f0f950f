#!/usr/bin/env python3
"""Checks a ledger export of SnapshotShare with Python's standard library alone.

    verify_ledger.py ledger.jsonl [--whole] [--chain chain.jsonl] [--heads ledger-heads.jsonl] [--key ledger-heads.pub]

Exit code 0 when everything holds, 1 when something does not, 2 when it could not be read.
Each line is the RFC 8785 JSON of one entry with its hash. The hash is
SHA-256(0x01 || UTF-8(RFC 8785 JSON of the entry without its hash)), and "previous" names the hash before it.
With --chain, as evidence packs carry it, the entries must stand in a chain of which only numbers and hashes are told.
With --heads, every head must be an entry of the export; with --key their ECDSA P-256 signatures and those of the decisions are checked by openssl.
With --whole, an export that leaves entries out fails. Without gaps, and with --chain, every share must have been approved before it was opened.
Take the public key from where you kept it, not from beside the ledger: whoever can change the one can change the other.
"""
import argparse
import base64
import hashlib
import json
import subprocess
import sys
import tempfile


def canonical(value):
    """RFC 8785 for what the ledger holds: objects, arrays, strings, booleans, null and whole numbers."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return json.dumps(value, ensure_ascii=False)


def entry_hash(entry):
    content = {name: value for name, value in entry.items() if name != "hash"}
    return hashlib.sha256(b"\x01" + canonical(content).encode("utf-8")).hexdigest()


def head_holds(head, key):
    return signature_holds(f"snapshotshare-ledger-head-v1\n{head['sequence']}\n{head['hash']}\n{head['at']}\n", head["signature"], key)


def decision_holds(entry, requester, key):
    actor, details = entry["actor"], entry["details"]
    verdict = entry["kind"].removeprefix("request.")
    lines = [entry["subject"], requester, details["planVersion"], details["digest"], verdict, actor["id"], actor["role"], entry["at"]]
    return signature_holds("snapshotshare-decision-v1\n" + "".join(f"{line}\n" for line in lines), details["signature"], key)


def signature_holds(signed, base64_signature, key):
    with tempfile.NamedTemporaryFile() as signature:
        signature.write(base64.b64decode(base64_signature))
        signature.flush()
        command = ["openssl", "dgst", "-sha256", "-verify", key, "-signature", signature.name]
        return subprocess.run(command, input=signed.encode(), capture_output=True, check=False).returncode == 0


class Requests:
    """What the entries say of each request: who asked, the digest of its plan, and who said yes to it."""

    def __init__(self, key):
        self.key, self.requester, self.digest, self.approved, self.signed = key, {}, {}, set(), 0

    def read(self, entry):
        """Why the entry cannot be, in words; None when it can."""
        kind, subject, details = entry["kind"], entry["subject"], entry["details"]
        if kind == "request.created":
            self.requester[subject] = entry["actor"]["id"]
        elif kind in ("request.planned", "request.plan-changed"):
            self.digest[subject] = details["digest"]
        elif kind in ("request.approved", "request.rejected"):
            requester = self.requester.get(subject)
            if "signature" not in details:
                if self.signed:
                    return "is a decision that nobody signed, after some that were"
            else:
                self.signed += 1
                if self.key and requester is not None and not decision_holds(entry, requester, self.key):
                    return "is a decision that is not signed by this key"
            if kind == "request.approved" and entry["actor"]["id"] != requester:
                self.approved.add((subject, details["digest"]))
        elif kind == "share.opened" and (subject, self.digest.get(subject)) not in self.approved:
            return "is share.opened without request.approved before it"
        return None


def main():
    parser = argparse.ArgumentParser(description="Checks a ledger export.")
    parser.add_argument("export")
    parser.add_argument("--chain")
    parser.add_argument("--heads")
    parser.add_argument("--key")
    parser.add_argument("--whole", action="store_true")
    options = parser.parse_args()

    hashes, before, gaps, requests, impossible = {}, None, 0, Requests(options.key), None
    with open(options.export, encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            number = entry["sequence"]
            if entry_hash(entry) != entry["hash"]:
                sys.exit(f"entry {number} is not what was hashed")
            if before is None:
                if number == 1 and entry["previous"] != "0" * 64:
                    sys.exit("entry 1 does not begin the chain")
                gaps += number != 1
            elif number <= before["sequence"]:
                sys.exit(f"entry {number} stands in the wrong place")
            elif number != before["sequence"] + 1:
                gaps += 1
            elif entry["previous"] != before["hash"]:
                sys.exit(f"entry {number} does not follow from the one before it")
            hashes[number], before = entry["hash"], entry
            why = requests.read(entry)
            impossible = impossible or (why and f"entry {number} {why}")
    if options.whole and gaps:
        sys.exit(f"{gaps} gaps: this is not the whole ledger")
    # Where entries are left out, what came before a share may be among them.
    if impossible and (options.chain or not gaps):
        sys.exit(impossible)
    if options.chain:
        # The links of everybody's entries: ours must stand in them, and they must follow from one another.
        links, before = {}, None
        with open(options.chain, encoding="utf-8") as lines:
            for link in map(json.loads, lines):
                if before and (link["sequence"], link["previous"]) != (before["sequence"] + 1, before["hash"]):
                    sys.exit(f"link {link['sequence']} does not follow from the one before it")
                links[link["sequence"]], before = link["hash"], link
        for number, known in hashes.items():
            if links.get(number) != known:
                sys.exit(f"entry {number} does not stand in the chain")
        hashes, gaps = links, 0
    covered = 0
    if options.heads:
        if gaps:
            sys.exit(f"{gaps} gaps: heads can only be compared with an export of everything")
        with open(options.heads, encoding="utf-8") as lines:
            for head in map(json.loads, lines):
                if options.key and not head_holds(head, options.key):
                    sys.exit(f"the head of entry {head['sequence']} is not signed by this key")
                if hashes.get(head["sequence"]) != head["hash"]:
                    sys.exit(f"entry {head['sequence']} is missing or is not the one that its head names")
                covered = max(covered, head["sequence"])
    print(f"{len(hashes)} entries hold, {gaps} gaps, heads vouch for entries up to {covered}, {requests.signed} decisions are signed")


if __name__ == "__main__":
    try:
        main()
    except (OSError, KeyError, ValueError, TypeError) as problem:
        print(f"cannot be read: {problem}", file=sys.stderr)
        sys.exit(2)
