"""Check a published competition by itself: its receipts against their root, its decisions against its marks. Pure."""

from collections.abc import Iterator

from grants.applications.commitments import root_of
from grants.calls.rules.limits import FORMAT
from grants.exchange.bundle import Bundle
from grants.exchange.ranking import rank_bundle
from grants.exchange.validation import read_bundle, validate_bundle
from grants.verification.decisions import departed, verify_amounts, verify_outcomes
from grants.verification.findings import Finding, State, Verification, found, not_public

KEPT_BACK = "The rules of this call keep scores back."
NO_RECEIPTS = "The file holds no receipts."


def verify_bundle(raw: object) -> Verification:
    """Check everything in a competition bundle that can be checked without asking anybody."""
    structure = found("structure", [str(problem) for problem in validate_bundle(raw)], f"The file follows {FORMAT}.")
    if structure.state is not State.OK:
        return Verification((structure,))
    bundle = read_bundle(raw)
    return Verification((structure, _receipts(bundle), _complete(bundle), *_decisions(bundle)))


def has_ranking(bundle: Bundle) -> bool:
    """Tell whether a bundle holds what its ranking follows from."""
    judged = any(application.evaluations for application in bundle.applications)
    return bundle.call.publication.scores or judged


def _receipts(bundle: Bundle) -> Finding:
    if bundle.receipts is None:
        return not_public("receipts", NO_RECEIPTS)
    root, count = root_of(bundle.receipts.commitments), len(bundle.receipts.commitments)
    wrong = (
        [] if root == bundle.receipts.root else [f"The receipts lead to the root {root}, not {bundle.receipts.root}."]
    )
    return found("receipts", wrong, f"{count} receipts lead to the root {root}.")


def _complete(bundle: Bundle) -> Finding:
    """Compare the numbers of receipts and applications: none was left out, none was added."""
    if bundle.receipts is None or not has_ranking(bundle):
        return not_public("applications", NO_RECEIPTS if bundle.receipts is None else KEPT_BACK)
    receipts, applications = len(bundle.receipts.commitments), len(bundle.applications)
    wrong = [] if receipts == applications else [f"There are {receipts} receipts for {applications} applications."]
    return found("applications", wrong, f"Each of the {applications} applications has a receipt.")


def _decisions(bundle: Bundle) -> Iterator[Finding]:
    decided = [one for one in bundle.applications if one.decision is not None]
    if not (has_ranking(bundle) and decided):
        why = "Nothing in the file is decided." if has_ranking(bundle) else KEPT_BACK
        yield from (not_public(name, why) for name in ("outcomes", "amounts"))
        return
    plain = rank_bundle(bundle)
    awaited = [departed(plain, bundle, freed=freed) for freed in (False, True)]
    yield verify_outcomes(bundle.applications, plain, awaited)
    yield verify_amounts(bundle.applications, awaited)
