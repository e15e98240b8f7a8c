"""Where hooks and CI systems are told what to run, and whose review a change needs: from the top of the repository."""

FILES = (
    ".pre-commit-config.yaml", ".gitlab-ci.yml", "azure-pipelines.yml", "Jenkinsfile", "CODEOWNERS", ".github/CODEOWNERS",
    ".gitlab/CODEOWNERS", "docs/CODEOWNERS",
)  # fmt: skip
FOLDERS = (
    ".github/workflows", ".github/actions", ".forgejo/workflows", ".gitea/workflows", ".woodpecker", ".circleci",
)  # fmt: skip
