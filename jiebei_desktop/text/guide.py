"""Words of the guide by code: stages, scam signs, documents, agreement items, telephone lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from jiebei_desktop.domain.timeline import TimelineStage
from jiebei_desktop.text.texts import Texts, Wording


class StageText(Struct, frozen=True, kw_only=True):
    """One stage of arrears: what usually happens, what to do, prepare and write down."""

    happens: str
    do: str
    prepare: str
    record: str


def stage_text(stage: TimelineStage, t: Texts) -> StageText:
    """Return the words of a stage; lender practice varies, the words say "usually"."""
    return _STAGES[stage](t)


def sign_name(code: str, t: Texts) -> str:
    """Return a warning sign of fraud as a sentence about what one sees."""
    return _SIGNS[code](t)


def document_name(code: str, t: Texts) -> str:
    """Return the name of a document for the checklist."""
    return _DOCUMENTS[code](t)


def agreement_item(code: str, t: Texts) -> str:
    """Return what a written agreement must settle."""
    return _AGREEMENT[code](t)


def hotline_name(code: str, t: Texts) -> str:
    """Return who answers a telephone line."""
    return _HOTLINES[code](t)


class CorrectionText(Struct, frozen=True, kw_only=True):
    """What is often read, and how it is."""

    heard: str
    fact: str


def correction_text(code: str, t: Texts) -> CorrectionText:
    """Return what is often read about arrears, and how it is."""
    heard, fact = _CORRECTIONS[code](t)
    return CorrectionText(heard=heard, fact=fact)


_STAGES: Mapping[TimelineStage, Callable[[Texts], StageText]] = {
    TimelineStage.NOT_OVERDUE: lambda t: StageText(
        happens=t.gettext(
            "The best time to talk. Apps sometimes offer instalments or a later day."
        ),
        do=t.gettext("Take no new debt. Call the official line and ask in writing."),
        prepare=t.gettext("Proof of income or of its loss, 3–6 months of statements, all debts."),
        record=t.gettext("Date of the call, staff number, ticket number, answer."),
    ),
    TimelineStage.REMINDERS: lambda t: StageText(
        happens=t.gettext("Messages from the app. Penalty runs from the first day."),
        do=t.gettext("Pay first what ends the arrears, if living money stays untouched."),
        prepare=t.gettext("The same papers, and a screenshot of the balance by parts."),
        record=t.gettext("Date, amount, screenshot."),
    ),
    TimelineStage.CALLS: lambda t: StageText(
        happens=t.gettext("Calls by people begin after about a week; credit lines are closed."),
        do=t.gettext("One channel, one written plan. Never promise more than you can keep."),
        prepare=t.gettext("Proof of hardship: illness, loss of work, a blow to the family."),
        record=t.gettext("Every contact: time, number, who, what was said."),
    ),
    TimelineStage.OUTSOURCED: lambda t: StageText(
        happens=t.gettext("An agency may be commissioned."),
        do=t.gettext("Ask for the agency's mandate. Pay only to the lender's official account."),
        prepare=t.gettext("The next version of the plan, the contract, the cost form."),
        record=t.gettext("Agency, number, evidence."),
    ),
    TimelineStage.LETTERS: lambda t: StageText(
        happens=t.gettext("Letters and offers of mediation; the whole debt may be called in."),
        do=t.gettext("Ask in writing for the balance by parts and compare it with the ledger."),
        prepare=t.gettext("Contract, schedule, all receipts."),
        record=t.gettext("The day on which the whole debt was called in, if it was."),
    ),
    TimelineStage.LONG_OVERDUE: lambda t: StageText(
        happens=t.gettext("The lender may write the loan down or sell it."),
        do=t.gettext("Ask for the notice of assignment; talk with whoever holds the debt."),
        prepare=t.gettext("Proof of every payment so far."),
        record=t.gettext("New holder of the debt, date."),
    ),
    TimelineStage.LITIGATION: lambda t: StageText(
        happens=t.gettext("Payment order: 15 days to object. Lawsuit: 15 days to answer."),
        do=t.gettext("Leave no paper unanswered. Attend; a reduction of charges can be asked for."),
        prepare=t.gettext("Answer, ledger, proof of hardship; relief of fees can be applied for."),
        record=t.gettext("Case number, court (check with 12368), deadlines."),
    ),
    TimelineStage.ENFORCEMENT: lambda t: StageText(
        happens=t.gettext(
            "Accounts are looked at, high spending is limited, interest for delay is added."
        ),
        do=t.gettext("Report assets truthfully, claim the living floor, propose a settlement."),
        prepare=t.gettext("List of assets, household members, the local living standard."),
        record=t.gettext("Case number of enforcement, the judge."),
    ),
    TimelineStage.AGREED: lambda t: StageText(
        happens=t.gettext("The plan runs; a breach brings the whole balance back."),
        do=t.gettext("Pay two or three days early and keep one instalment in reserve."),
        prepare=t.gettext("The signed or recorded agreement with its six points."),
        record=t.gettext("Each payment with its voucher."),
    ),
    TimelineStage.SETTLED: lambda t: StageText(
        happens=t.gettext("Five years from settlement the entry leaves the credit record."),
        do=t.gettext("Get the settlement certificate; read the credit report, free twice a year."),
        prepare=t.gettext("Settlement certificate, closing of the account."),
        record=t.gettext("Both dates."),
    ),
}

_SIGNS: Wording = {
    "fee_before_payout": lambda t: t.gettext("A fee or deposit is wanted before the money comes"),
    "pay_to_private_account": lambda t: t.gettext("Money is to go to a private account"),
    "agent_for_a_fee": lambda t: t.gettext("Someone offers to negotiate for you for a fee"),
    "told_to_stop_paying_first": lambda t: t.gettext("You are told to fall behind on purpose"),
    "hand_over_id_or_sim": lambda t: t.gettext("Identity card, SIM card or full power is wanted"),
    "forged_proof": lambda t: t.gettext("False certificates are offered"),
    "screen_share_support": lambda t: t.gettext("“Customer service” wants to see your screen"),
    "friend_as_borrower": lambda t: t.gettext("A friend is to sign as borrower"),
    "received_less_than_face": lambda t: t.gettext("Less arrives than the contract says"),
    "blank_or_double_contract": lambda t: t.gettext("Blank or double contracts"),
    "credit_repair_for_a_fee": lambda t: t.gettext("“Credit repair” for money"),
    "bridge_loan": lambda t: t.gettext("Bridge money or “credit optimisation” is offered"),
    "flow_padding": lambda t: t.gettext("You are to move money back and forth for the statement"),
    "court_text_message": lambda t: t.gettext("A court or the police write by text message"),
    "lender_not_named": lambda t: t.gettext("The contract does not name a licensed lender"),
    "cost_form_missing": lambda t: t.gettext("There is no form listing the whole cost"),
}

_DOCUMENTS: Wording = {
    "identity": lambda t: t.gettext("Identity card"),
    "contract": lambda t: t.gettext("Contract or loan note"),
    "cost_form": lambda t: t.gettext("Form listing the whole cost of the loan"),
    "repayment_schedule": lambda t: t.gettext("Repayment schedule"),
    "balance_screenshot": lambda t: t.gettext("Bill or screenshot of the balance by parts"),
    "payment_receipts": lambda t: t.gettext("Receipts of payments"),
    "income_proof": lambda t: t.gettext("Proof of income, pay slips, social insurance"),
    "income_loss_proof": lambda t: t.gettext("Proof of lower income or lost work"),
    "expense_proof": lambda t: t.gettext("Rent contract, bills, medicine, school fees"),
    "asset_list": lambda t: t.gettext("List of assets"),
    "debt_list": lambda t: t.gettext("List of all debts"),
    "credit_report": lambda t: t.gettext("Personal credit report"),
    "dependants_proof": lambda t: t.gettext("Proof of dependants"),
    "illness_proof": lambda t: t.gettext("Diagnosis or hospital bills"),
    "accident_proof": lambda t: t.gettext("Proof of accident or disaster"),
    "hardship_statement": lambda t: t.gettext("Statement of hardship"),
    "repayment_plan": lambda t: t.gettext("Repayment proposal"),
    "contact_record": lambda t: t.gettext("Recording or screenshot of a contact"),
}

_AGREEMENT: Wording = {
    "balance_split": lambda t: t.gettext("Balance by principal, interest, penalty and fees"),
    "amounts_and_dates": lambda t: t.gettext("Amount and date of every instalment"),
    "interest_and_penalty": lambda t: t.gettext("Whether interest and penalty stop"),
    "credit_reporting": lambda t: t.gettext("What is reported to the credit record"),
    "default_consequence": lambda t: t.gettext("What follows if an instalment is missed"),
    "collection_stops": lambda t: t.gettext("That collection stops"),
}

_HOTLINES: Wording = {
    "mental_health": lambda t: t.gettext("Mental health line"),
    "hope24": lambda t: t.gettext("Hope 24 line, day and night"),
    "alipay": lambda t: t.gettext("Alipay service"),
    "financial_regulator": lambda t: t.gettext("Financial regulator"),
    "central_bank": lambda t: t.gettext("Central bank consumer line"),
    "government": lambda t: t.gettext("Local government line"),
    "legal_aid": lambda t: t.gettext("Legal aid"),
    "social_security": lambda t: t.gettext("Unemployment benefit"),
    "courts": lambda t: t.gettext("Courts"),
    "police": lambda t: t.gettext("Police"),
    "anti_fraud": lambda t: t.gettext("Anti-fraud line"),
}

_CORRECTIONS: Mapping[str, Callable[[Texts], tuple[str, str]]] = {
    "malicious_overdraft": lambda t: (
        t.gettext("“Not repaying Jiebei is malicious overdraft”"),
        t.gettext(
            "That offence concerns credit cards, intent and further conditions. A Jiebei loan is "
            "no credit card; being late alone does not show intent."
        ),
    ),
    "blacklist": lambda t: (
        t.gettext("“You are put on a credit blocking list”"),
        t.gettext(
            "There is no such list. A court's list is mostly for those able but unwilling to "
            "comply with a judgment; who does not report assets, breaks limits on spending, or "
            "breaks a settlement in enforcement without ground can be listed, too."
        ),
    ),
    "five_years": lambda t: (
        t.gettext("“It stays on the record for five years”"),
        t.gettext("Five years from the day the arrears end, not from the day they began."),
    ),
    "credit_scores": lambda t: (
        t.gettext("“More cards and a good app score rebuild credit”"),
        t.gettext("App scores are not the central bank's record, and more cards add risk."),
    ),
    "paid_guidance": lambda t: (
        t.gettext("“A credit company gives professional guidance”"),
        t.gettext("Paid agents are a common way into fraud. Official lines cost nothing."),
    ),
    "grace_period": lambda t: (
        t.gettext("“There is a grace period; penalty is waived”"),
        t.gettext("It can be asked for case by case and is not promised to anybody."),
    ),
    "collateral": lambda t: (
        t.gettext("“Offer security or a guarantor”"),
        t.gettext("That moves the risk to the home or to someone else. Think twice."),
    ),
    "right_to_instalments": lambda t: (
        t.gettext("“There is a right to 60 instalments”"),
        t.gettext("The 60-month rule is for credit cards. Elsewhere the lender must agree."),
    ),
}
