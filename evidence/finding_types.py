"""The types of findings: what each says, why it matters, how much, and what to do. Listed in docs/contracts.md.

Clause numbers are those of ISO/IEC 42001 (4 to 10 are shared with ISO/IEC 27001, 9001 and 14001); "A." is its Annex A,
"27001 A." that of ISO/IEC 27001:2022. Explanations are our own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FindingType:
    """One type: ``severity`` is ``high``, ``medium`` or ``low``; ``correlator`` names the one that finds it."""

    name: str
    correlator: str
    severity: str
    clause: str
    meaning: str
    why: str
    action: str


_DOCUMENTS, _TALK, _KPIS, _RISKS, _LIFE = "documents", "communication", "kpis", "risks", "lifecycle"
_LISTED = (
    FindingType("missing_signature", _DOCUMENTS, "high", "5.2", "a document in force has a blank place for a signature",
                "a policy is evidence of commitment when top management has signed it", "Have it signed and dated."),
    FindingType("tampered_signature", _DOCUMENTS, "high", "7.5.3", "a document was changed after it was signed",
                "the text in use is not what was approved", "Compare it with the approved text; sign it anew."),
    FindingType("approver_mismatch", _DOCUMENTS, "high", "5.2",
                "documents disagree on who approved an edition", "it is unclear who answers for the document",
                "Establish who approved it, and correct the other document."),
    FindingType("approval_date_mismatch", _DOCUMENTS, "low", "7.5.3", "documents disagree on when it was approved",
                "the record of approval is not reliable", "Establish the day, and correct the other document."),
    FindingType("published_before_approved", _DOCUMENTS, "medium", "7.5.2", "it was published before it was approved",
                "staff were given rules that nobody had yet approved", "Publish only what has been approved."),
    FindingType("overdue_review", _DOCUMENTS, "medium", "7.5.2", "the review of an edition in force is overdue",
                "a document past its review may no longer fit", "Review it, approve the result, set the next date."),
    FindingType("late_review", _DOCUMENTS, "low", "7.5.2",
                "a review (of a document, or of management) was held later than planned",
                "reviews are to be held at planned intervals", "Plan reviews ahead of the due date, with a reserve."),
    FindingType("obsolete_role", _DOCUMENTS, "medium", "5.3", "the owner or approver is a role that no longer exists",
                "nobody answers for the document", "Name a present role as owner and approve the change."),
    FindingType("owner_left", _DOCUMENTS, "medium", "5.3", "the owner has left the organisation",
                "nobody answers for it", "Name a new owner."),
    FindingType("superseded_still_linked", _DOCUMENTS, "medium", "7.5.3",
                "a superseded or withdrawn edition is still listed as in force",
                "staff may follow rules that no longer hold", "Take it off the list, or link the edition in force."),
    FindingType("document_without_owner", _DOCUMENTS, "low", "7.5.2", "no owner is named for a controlled document",
                "nobody keeps it up to date", "Name an owner."),
    FindingType("never_communicated", _TALK, "medium", "7.4",
                "an approved policy was never announced to those it binds",
                "people cannot follow what they do not know", "Announce it and keep the announcement."),
    FindingType("late_communication", _TALK, "low", "7.4", "a policy was announced long after its approval",
                "it was not followed in between", "Announce policies when they come into force."),
    FindingType("communication_gap", _TALK, "low", "7.4", "a regular message of leadership stopped for a while",
                "commitment shows in what leaders keep saying", "Keep to the cadence, or change it by decision."),
    FindingType("meeting_missing", _TALK, "medium", "9.1", "a body that meets regularly did not meet for a while",
                "oversight lapsed in between", "Keep to the calendar; record why a meeting is dropped."),
    FindingType("objective_without_kpi", _KPIS, "medium", "6.2", "an objective has no indicator",
                "whether it is reached cannot be told", "Define an indicator, a target and a source."),
    FindingType("kpi_without_objective", _KPIS, "low", "6.2", "an indicator serves no objective",
                "effort is spent on what no objective asks for", "Attach it to an objective, or stop measuring it."),
    FindingType("objective_without_owner", _KPIS, "medium", "6.2", "nobody is responsible for an objective",
                "nobody works towards it", "Name an owner."),
    FindingType("target_missed_without_decision", _KPIS, "high", "9.1",
                "a target was missed and no decision answers it", "results do not lead to action",
                "Decide on an action, its owner and date, and record it."),
    FindingType("kpi_conflict", _KPIS, "medium", "9.1", "documents give different values of one indicator",
                "leadership decides on figures that contradict each other", "Establish the value and its source."),
    FindingType("acceptance_without_decision", _RISKS, "high", "6.1.3",
                "a risk is registered as accepted and no decision accepts it",
                "accepting a risk is for its owner or management to decide", "Decide on it, or treat the risk."),
    FindingType("acceptance_expired", _RISKS, "high", "6.1.3",
                "the acceptance of a risk has run out, or had before it was renewed",
                "the risk is borne without anybody's decision", "Decide again, or treat the risk."),
    FindingType("acceptance_without_authority", _RISKS, "high", "6.1.3",
                "a risk is accepted by somebody whom the rules do not let accept one of its score",
                "the risk is borne without the decision of those who answer for it",
                "Have those whom the rules name decide, or treat the risk."),
    FindingType("spending_without_authority", _RISKS, "high", "5.3",
                "a sum is approved by somebody whom the rules do not let approve so much",
                "money is spent without those who answer for it",
                "Have those whom the rules name decide."),
    FindingType("treatment_without_owner", _RISKS, "medium", "6.1.3", "a treatment has no owner or no date",
                "a treatment nobody owns does not happen", "Name an owner and a date."),
    FindingType("treatment_overdue", _RISKS, "medium", "6.1.3", "a treatment is past its date and not done",
                "the risk is higher than planned", "Finish it, or decide on a new date."),
    FindingType("risk_without_owner", _RISKS, "medium", "6.1.2", "a risk has no owner",
                "nobody decides about it", "Name an owner."),
    FindingType("inquorate_decision", _LIFE, "high", "5.3", "a body decided without its quorum",
                "the decision is not valid by the body's own rules", "Confirm the decision in a quorate meeting."),
    FindingType("assessment_after_use", _LIFE, "high", "A.5.2", "a system was in use before its impact was assessed",
                "people were affected before anybody had looked", "Assess before use; make it a condition of release."),
    FindingType("missing_assessment", _LIFE, "high", "A.5.2", "a system is in use without an impact assessment",
                "effects on people are not known", "Assess it, or stop its use."),
    FindingType("assessment_overdue", _LIFE, "medium", "A.5.2",
                "a system in use is past the day by which it was to be assessed again",
                "effects on people change with the system and its use", "Assess it again, or stop its use."),
    FindingType("system_not_in_inventory", _LIFE, "high", "A.4.2", "a system in use is missing from the inventory",
                "what is not listed is neither assessed nor monitored", "List it with its owner; assess it."),
    FindingType("agreement_lapsed", _LIFE, "high", "A.10.3", "an agreement has ended while the service goes on",
                "duties of the supplier are no longer agreed", "Extend the agreement, or stop the service."),
    FindingType("supplier_not_assessed", _LIFE, "medium", "A.10.3", "a supplier was never assessed",
                "risks that come with the supplier are not known", "Assess the supplier."),
    FindingType("certificate_expired", _LIFE, "medium", "A.10.3", "a certificate has run out and no newer one is found",
                "what it stands for is no longer shown", "Ask for the new certificate, or stop relying on it."),
    FindingType("audit_not_held", _LIFE, "medium", "9.2", "an audit of the programme was not held when it was planned",
                "the programme is not carried out as planned", "Hold it, or change the programme by decision."),
    FindingType("auditor_not_independent", _LIFE, "medium", "9.2",
                "an auditor has to answer a finding of the same audit",
                "people do not see the faults of their own work", "Have that part audited by somebody else."),
    FindingType("monitoring_gap", _LIFE, "medium", "A.6.2.6", "a regular check of a system was left out for a while",
                "a fault in that time would not have been seen", "Make up for it; see that it is not forgotten."),
    FindingType("competence_expired", _LIFE, "medium", "7.2", "a person's certificate or training has expired",
                "competence is not shown", "Renew it, or assign the task to somebody else."),
    FindingType("competence_missing", _LIFE, "medium", "7.2", "a required training has no record",
                "competence is not shown", "Complete the training and record it."),
    FindingType("exclusion_unjustified", _LIFE, "medium", "6.1.3", "a control is excluded without a justification",
                "an exclusion has to be justified", "Give the reason, or apply the control."),
    FindingType("control_without_owner", _LIFE, "low", "6.1.3", "a control that applies has no owner",
                "nobody keeps it in place", "Name an owner."),
    FindingType("decision_reversed", _LIFE, "low", "5.3", "a later decision put off or refused what had been approved",
                "people may still act on the first decision", "Tell those who act on it; record which one holds."),
    FindingType("nonconformity_repeated", _LIFE, "medium", "10.2", "a nonconformity came back after it was dealt with",
                "the action did not remove the cause", "Analyse the cause again; check the effect of the new action."),
    FindingType("closed_without_evidence", _LIFE, "high", "10.2",
                "a corrective action is closed and nothing shows that it was done",
                "the cause may still be there", "Reopen it until the evidence is there."),
    FindingType("action_overdue", _LIFE, "medium", "10.2", "an action or finding is past its date and not closed",
                "agreed improvements do not happen", "Finish it, or decide on a new date."),
)  # fmt: skip

FINDING_TYPES: Mapping[str, FindingType] = {each.name: each for each in _LISTED}
"""Every type by name."""
