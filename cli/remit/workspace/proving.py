"""What the signatures prove of the commits that decided or acted: for pages and audits, verified once and kept."""

from remit.history.standing import Proofs
from remit.model.change import Signature
from remit.model.history import History
from remit.model.log import Log
from remit.workspace.place import Workspace


def verified(workspace: Workspace, log: Log, history: History) -> dict[str, Signature]:
    """What each of them proves, by commit; nothing where people.yml lists no key. Five milliseconds each, the first time."""
    keys = {person.handle: person.keys for person in log.people.people if person.keys} if log.people else {}
    wanted = Proofs(log, history).to_verify() if keys else set()
    if not wanted:
        return {}
    from remit.repo.signatures import verify_ids

    return verify_ids(workspace.top, workspace.common_dir, sorted(wanted), keys)
