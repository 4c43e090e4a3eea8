"""What an opinion does to a claim: nothing, a lower confidence, or no round. Pure, and the only place that does it."""

from dataclasses import dataclass, replace

from alerts.detection.mention import Mention
from alerts.second_opinion.opinion import IN_WORDS, NoOpinion, Opinion, Verdict

MARK = "second opinion: "
"""What the mention's reason that tells of the second opinion begins with."""
NONE = f"{MARK}none, "
"""The same, when there is none although one was wanted."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A mention after its second opinion. `verdict` and `against` are set when no round is to be made of it; `against`
    says why, in words."""

    mention: Mention
    verdict: Verdict | None = None
    against: str | None = None


def judged(mention: Mention, opinion: Opinion | NoOpinion, *, alert_from: float) -> Checked:
    """The mention with the opinion noted. Only ever less than before: confidence never rises, no field changes."""
    if isinstance(opinion, NoOpinion):
        return Checked(_noted(mention, f"{NONE}{opinion.failure}"))
    words = f"{IN_WORDS[opinion.reason]}: “{opinion.quote}”"
    if opinion.verdict is Verdict.VETO:
        noted = _noted(mention, f"{MARK}veto, {opinion.reason}")
        return Checked(noted, Verdict.VETO, f"the second opinion vetoes it; {words}")
    if opinion.verdict is Verdict.DOUBT and opinion.confidence is not None:
        lower = min(mention.confidence, opinion.confidence)
        noted = replace(_noted(mention, f"{MARK}doubt, {opinion.reason}"), confidence=lower)
        if lower < alert_from:
            return Checked(
                noted,
                Verdict.DOUBT,
                f"the second opinion lowers its confidence from {mention.confidence:g} to {lower:g}; {words}",
            )
        return Checked(noted)
    return Checked(_noted(mention, f"{MARK}agree"))


def _noted(mention: Mention, reason: str) -> Mention:
    return replace(mention, reasons=(*mention.reasons, reason))
