#!/usr/bin/env python3
"""Checks a ledger export of SnapshotShare with Python's standard library alone.

    verify_ledger.py ledger.jsonl [--chain chain.jsonl] [--heads ledger-heads.jsonl] [--key ledger-heads.pub]

Exit code 0 when everything holds, 1 when something does not, 2 when it could not be read.
Each line is the RFC 8785 JSON of one entry with its hash. The hash is
SHA-256(0x01 || UTF-8(RFC 8785 JSON of the entry without its hash)), and "previous" names the hash before it.
With --chain, as evidence packs carry it, the entries must stand in a chain of which only numbers and hashes are told.
With --heads, every head must be an entry of the export; with --key their ECDSA P-256 signatures are checked by openssl.
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


def signature_holds(head, key):
    signed = f"snapshotshare-ledger-head-v1\n{head['sequence']}\n{head['hash']}\n{head['at']}\n".encode()
    with tempfile.NamedTemporaryFile() as signature:
        signature.write(base64.b64decode(head["signature"]))
        signature.flush()
        command = ["openssl", "dgst", "-sha256", "-verify", key, "-signature", signature.name]
        return subprocess.run(command, input=signed, capture_output=True, check=False).returncode == 0


def main():
    parser = argparse.ArgumentParser(description="Checks a ledger export.")
    parser.add_argument("export")
    parser.add_argument("--chain")
    parser.add_argument("--heads")
    parser.add_argument("--key")
    options = parser.parse_args()

    hashes, before, gaps = {}, None, 0
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
                if options.key and not signature_holds(head, options.key):
                    sys.exit(f"the head of entry {head['sequence']} is not signed by this key")
                if hashes.get(head["sequence"]) != head["hash"]:
                    sys.exit(f"entry {head['sequence']} is missing or is not the one that its head names")
                covered = max(covered, head["sequence"])
    print(f"{len(hashes)} entries hold, {gaps} gaps, heads vouch for entries up to {covered}")


if __name__ == "__main__":
    try:
        main()
    except (OSError, KeyError, ValueError, TypeError) as problem:
        print(f"cannot be read: {problem}", file=sys.stderr)
        sys.exit(2)
