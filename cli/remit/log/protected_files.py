"""Protected files: those that say who may decide and how that is checked. Their changes are checked against what was there before."""

from typing import NamedTuple

FILES = (
    ".pre-commit-config.yaml", "lefthook.yml", ".lefthook.yml", "lefthook.yaml", ".lefthook.yaml", "lefthook.toml", ".gitlab-ci.yml",
    ".woodpecker.yml", ".woodpecker.yaml", ".drone.yml", ".travis.yml", ".cirrus.yml", ".cirrus.star", "appveyor.yml", ".appveyor.yml",
    ".build.yml", "bitbucket-pipelines.yml", "azure-pipelines.yml", "azure-pipelines.yaml", "cloudbuild.yaml", "Jenkinsfile",
    "CODEOWNERS", "docs/CODEOWNERS", ".github/CODEOWNERS",
)  # fmt: skip
FOLDERS = (
    ".github/workflows", ".github/actions", ".gitlab", ".forgejo/workflows", ".gitea/workflows", ".woodpecker", ".circleci", ".buildkite",
    ".builds", ".semaphore", ".teamcity", ".tekton", ".azure-pipelines", ".husky", ".githooks",
)  # fmt: skip
"""Where hooks and CI systems are told what to run, and whose review a change needs: from the top of the repository."""
POLICY, PEOPLE, SETTINGS = "remit/policy", "remit/people", "remit/settings"
"""The topics under which changing a protected file is decided, like any other decision."""
BASELINE = ".remit-baseline.json"
"""What the gate lets through, in the log's folder."""
_BELOW = tuple(f"{folder}/" for folder in FOLDERS)


class Guard(NamedTuple):
    """One protected file."""

    path: str
    topic: str
    """The topic under which changing it is decided."""


def guard_of(path: str, root: str = "decisions", before: bytes | None = None) -> Guard | None:
    """The protected file that a path is; None where it is none.

    Hook and CI files are protected only if their content `before` runs Remit, CODEOWNERS also if it names the log's folder:
    everybody may add a check.
    """
    if path.startswith(f"{root}/policy/") and not path.startswith(f"{root}/policy/tests/"):
        return Guard(path, POLICY) if path.endswith((".yml", ".yaml")) else None
    topic = {f"{root}/people.yml": PEOPLE, f"{root}/remit.yml": SETTINGS, f"{root}/{BASELINE}": SETTINGS}.get(path)
    if topic:
        return Guard(path, topic)
    if before is not None and may_run_checks(path):
        reviewed = path.endswith("CODEOWNERS") and f"{root}/".encode() in before
        return Guard(path, SETTINGS) if reviewed or b"remit" in before.lower() else None
    return None


def covered(path: str, blob: str) -> str:
    """How a record names the change of a protected file that it decides: the file, and git's id of its new content."""
    return f"{path} {blob or 'gone'}"


def may_run_checks(path: str) -> bool:
    """Whether a path is a hook's or a CI system's file, or says whose review it needs."""
    return path in FILES or (path.startswith(_BELOW) and not path.endswith(".md"))


def topic_of(path: str, root: str = "decisions") -> str:
    """The topic under which changing a protected file is decided."""
    if path.startswith(f"{root}/policy/"):
        return POLICY
    return PEOPLE if path == f"{root}/people.yml" else SETTINGS
