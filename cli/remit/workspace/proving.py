"""What the signatures prove of the commits that decided or acted: for pages and audits, verified once and kept."""

from remit.attribution.proof import Proofs
from remit.log.change import Signature
from remit.log.log import Log
from remit.log.timeline import History
from remit.repo.repository import Repository


def verified(repository: Repository, log: Log, history: History) -> dict[str, Signature]:
    """What each of them proves, by commit; nothing where people.yml lists no key. Five milliseconds each, the first time."""
    keys = {person.handle: person.keys for person in log.people.people if person.keys} if log.people else {}
    wanted = Proofs(log, history).to_verify() if keys else set()
    if not wanted:
        return {}
    from remit.repo.signatures import verify_ids

    return verify_ids(repository.top, repository.common_dir, sorted(wanted), keys)
