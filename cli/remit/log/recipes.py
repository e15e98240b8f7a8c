"""Recipes for CI systems: the files that `remit init --ci` writes and that the guide shows.

What they have in common: the target's policy judges, the whole history is there, nothing of a change is run, no secret is
needed, and everything that comes from outside reaches the shell as a variable, never as text of the script.
"""

GITHUB_PATH = ".github/workflows/decisions.yml"
GITHUB = """\
name: decisions
on:
  pull_request:
  merge_group:
  push: {branches: [main, master]}
  schedule: [{cron: "17 5 * * 1-5"}]
permissions: {contents: read}
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v4
        with: {fetch-depth: 0, persist-credentials: false}
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - run: pip install remit
      - name: What the change brings
        if: github.event_name != 'schedule'
        env:
          BASE: ${{ github.base_ref && format('origin/{0}', github.base_ref) || github.event.merge_group.base_sha || github.event.before }}
          QUEUE: ${{ github.event.merge_group.base_sha }}
        run: remit check --format github ${QUEUE:+--queued} --range "$BASE..HEAD"
      - name: What a passed day turned bad
        if: github.event_name == 'schedule'
        run: remit check --format github --all
"""
GITLAB_PATH = ".gitlab-ci.yml"
GITLAB = """\
decisions:
  image: python:3.12
  variables: {GIT_DEPTH: "0"}
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_PIPELINE_SOURCE == "schedule"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - pip install remit
    - |
      if [ "$CI_PIPELINE_SOURCE" = schedule ]; then
        remit check --all
      elif [ "$CI_PIPELINE_SOURCE" = merge_request_event ]; then
        git fetch --quiet origin "+refs/heads/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME:refs/remotes/origin/target"
        remit check --range "origin/target..HEAD" --format junit > remit.xml || failed=1
        remit check --range "origin/target..HEAD" && [ -z "$failed" ]
      else
        remit check --range "$CI_COMMIT_BEFORE_SHA..HEAD"
      fi
  artifacts: {when: always, reports: {junit: remit.xml}}
"""
CODEOWNERS_PATH = ".github/CODEOWNERS"
CODEOWNERS = """\
# Who may decide is decided by its owner. Records need nobody's approval: no line for decisions/ itself.
/decisions/policy/         @acme/policy-owners
/decisions/people.yml      @acme/policy-owners
/decisions/remit.yml       @acme/policy-owners
/.github/                  @acme/policy-owners
/.pre-commit-config.yaml   @acme/policy-owners
"""
RULESET = """\
{
  "name": "decisions",
  "target": "branch",
  "enforcement": "active",
  "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}},
  "bypass_actors": [],
  "rules": [
    {"type": "deletion"},
    {"type": "non_fast_forward"},
    {
      "type": "pull_request",
      "parameters": {
        "required_approving_review_count": 0,
        "require_code_owner_review": true,
        "dismiss_stale_reviews_on_push": true,
        "require_last_push_approval": false,
        "required_review_thread_resolution": false,
        "allowed_merge_methods": ["merge", "rebase"]
      }
    },
    {
      "type": "required_status_checks",
      "parameters": {
        "strict_required_status_checks_policy": true,
        "required_status_checks": [{"context": "check"}]
      }
    }
  ]
}
"""
GITHUB_MERGE_PATH = ".github/workflows/merge-decisions.yml"
GITHUB_MERGE = """\
name: merge decisions
on:
  pull_request_target: {types: [opened, synchronize, reopened, ready_for_review]}
permissions: {contents: write, pull-requests: write}
jobs:
  merge:
    if: github.event.pull_request.draft == false
    runs-on: ubuntu-latest
    timeout-minutes: 5
    env:
      GH_TOKEN: ${{ github.token }}
      REPOSITORY: ${{ github.repository }}
      NUMBER: ${{ github.event.pull_request.number }}
      HEAD: ${{ github.event.pull_request.head.sha }}
    steps:
      - name: Merge by itself, once green, what holds nothing but records, acts and context
        run: |
          gh api --paginate "repos/$REPOSITORY/pulls/$NUMBER/files" --jq '.[] | .filename, (.previous_filename // empty)' > files
          if [ -s files ] && ! grep -vE '^decisions/([0-9]{4}|context|stops)/' files; then
            gh pr merge "$NUMBER" --repo "$REPOSITORY" --auto --merge --match-head-commit "$HEAD"
          fi
"""
