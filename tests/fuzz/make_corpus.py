"""Write the first corpus: one small file for each shape that a reader knows. What fuzzing adds stays beside them."""

from pathlib import Path

RECORD = "---\nid: D-20261121-k3f9qz\ntitle: Cache orders\nstatus: accepted\ndecider: ben\ntopic: [a/b, c]\nfacts: {amount: 400, currency: EUR}\nconsents:\n  - {as: legal, who: eva, on: 2026-11-20}\nadvice:\n- as: x\n  said: |\n    two\n    lines\n---\nBody.\n\n## Amendments\n\nMore.\n"
POLICY = "remit: 1\npolicy: acme\ntitle: T\nowner: cto\nin_force: {from: 2026-01-01}\nroles:\n  engineer: {tier: edge}\n  cto: {tier: central, deputy: [ana]}\nbodies:\n  board: {tier: central, members: [cto], passes: {share: 2/3, quorum: 2}}\ntopics: {a: b}\nboundaries:\n  - id: tools\n    topic: a\n    steps:\n      - {up_to: 500, decide: engineer}\n      - {above: true, decide: cto, advice: [engineer]}\n  - {id: b, topic: a/b, when: {x: {over: 3}}, forbid: true, because: no}\nescalation: [engineer, cto]\notherwise: {escalate: cto}\n"
PEOPLE = "people:\n  ana: {name: Ana, emails: [ana@example.com], keys: ['ssh-ed25519 AAAA ana'], left: 2026-01-01, formerly: [an]}\nholds:\n  - {role: cto, who: ana, from: 2026-01-01, until: 2026-02-01}\naway: [{who: ana}]\nscribes: [{who: ana, for: [board]}]\n"
COMMIT = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nparent 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor Ana <ana@example.com> 1795258000 +0000\ncommitter Ana <ana@example.com> 1795258000 -0330\ngpgsig -----BEGIN SSH SIGNATURE-----\n U1NI\n -----END SSH SIGNATURE-----\nencoding ISO-8859-1\n\nSubject\n\nCo-authored-by: Ben <ben@example.com>\n"
SEEDS = {
    "front_matter": [RECORD, RECORD.replace("\n", "\r\n"), "\ufeff" + RECORD, "---\n---\n", "---\ntitle: 'a''b'\n\"k\": \"\\u0041\\x41\"\n# c\n---\n<<<<<<< a\n"],
    "strict_yaml": [RECORD.split("---\n")[1], POLICY, "a: {b: [c, {d: e}], 'f g': \"h\"}\n", "a: >-\n  x\n  y\nb: |+\n  z\n\n", "- a\n"],
    "policy": [POLICY, "remit: 1\ntitle: T\npolicy: acme\ntargets: {edge: 60}\nsources: [{path: docs/adr}]\n"],
    "people": [PEOPLE],
    "foreign": [
        "# 1. Record decisions\n\nDate: 2020-01-01\n\n## Status\n\nAccepted\n\nSupersedes [2. X](0002-x.md)\n\n## Context\n",
        "---\nstatus: accepted\ndate: 2020-01-01\ndeciders: [a, b]\n---\n# T\n", "PEP: 1\nTitle: T\nStatus: Final\nCreated: 01-Jan-2000\n\nText\n",
        "- Status: accepted\n- Deciders: a, b\n\n# T\n", "= Title\n:status: accepted\n\n| a | b |\n|---|---|\n| Status | Done |\n",
    ],
    "commit": [COMMIT, COMMIT.replace("Ana <", "ana<ana@example.com>> bob <", 1)],
}  # fmt: skip


def main() -> None:
    for target, seeds in SEEDS.items():
        folder = Path(__file__).parent / "corpus" / target
        folder.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds):
            (folder / f"seed-{number}").write_bytes(seed.encode())


if __name__ == "__main__":
    main()
