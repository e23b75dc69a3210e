"""Words for rule rows, grades and products, by code."""

from __future__ import annotations

from jiebei_desktop.domain.rules import Grade
from jiebei_desktop.text.texts import Texts, Wording


def rule_title(rule: str, t: Texts) -> str:
    """Return what a rule row says, in one line."""
    return _RULES[rule](t)


def product_name(code: str, t: Texts) -> str:
    """Return the name of a product; an unknown code stands for itself."""
    name = _PRODUCTS.get(code)
    return code if name is None else name(t)


def grade_name(grade: Grade, t: Texts) -> str:
    """Return how well a row is known, in words."""
    match grade:
        case Grade.A:
            return t.gettext("A: primary text read")
        case Grade.A_MINUS:
            return t.gettext("A-: official content through a copy")
        case Grade.B:
            return t.gettext("B: several secondary sources, for reference only")
        case Grade.C:
            return t.gettext("C: one weak source, for reference only")


_RULES: Wording = {
    "pl_cap_4lpr": lambda t: t.gettext("Private lending: interest is protected up to 4 × LPR"),
    "pl_cap_overdue": lambda t: t.gettext(
        "Private lending: overdue interest, penalties and fees together up to 4 × LPR"
    ),
    "pl_transition": lambda t: t.gettext(
        "Private loans older than the cap: from 20 August 2020 the standard on filing applies"
    ),
    "pl_24_36": lambda t: t.gettext("Private lending until August 2020: two lines, three zones"),
    "pl_scope_7": lambda t: t.gettext(
        "Seven kinds of local financial organisations are not private lenders"
    ),
    "spc_24_total": lambda t: t.gettext(
        "Licensed loans in court: all charges together above the line can be asked to be reduced"
    ),
    "bank_card_reduce": lambda t: t.gettext(
        "Credit cards in court: excessive total charges can be asked to be reduced"
    ),
    "assist_24": lambda t: t.gettext("Platform-assisted bank loans: total cost line"),
    "cf_20": lambda t: t.gettext("Consumer finance companies: reported guidance, no public text"),
    "mcl_24": lambda t: t.gettext("Micro-lenders: total cost line for new loans"),
    "mcl_4lpr_2027": lambda t: t.gettext("Micro-lenders: towards 4 × LPR by the end of 2027"),
    "apr_disclose": lambda t: t.gettext("Every loan states its annual rate, all costs inside"),
    "cost_form": lambda t: t.gettext("New personal loans come with a form listing the whole cost"),
    "cc_rate_free": lambda t: t.gettext("Credit cards: no rate band since 2021"),
    "cc_rate_band_old": lambda t: t.gettext("Credit cards: rate band until 2020"),
    "cc_art70": lambda t: t.gettext(
        "Credit cards: a personal instalment agreement of up to 60 months can be negotiated"
    ),
    "cc_grace": lambda t: t.gettext("Credit cards: usual days of grace and tolerance"),
    "collect_hours": lambda t: t.gettext("Collection: no contact from 22:00 to 8:00"),
    "collect_freq": lambda t: t.gettext("Collection: at most three effective calls a day"),
    "collect_target": lambda t: t.gettext("Collection: the debtor only, not the contacts"),
    "collect_civil": lambda t: t.gettext("Nobody may disturb the peace of private life"),
    "collect_crime": lambda t: t.gettext("Collecting illegal debts by force or threat is a crime"),
    "collect_police": lambda t: t.gettext("Repeated insults, threats or stalking: ask the police"),
    "credit_5y": lambda t: t.gettext("Credit record: five years from the end of the arrears"),
    "credit_2free": lambda t: t.gettext("Credit report: twice a year free of charge"),
    "credit_dispute": lambda t: t.gettext("Credit report: a dispute is answered within 20 days"),
    "credit_repair_once": lambda t: t.gettext("One-off credit repair: ended in March 2026"),
    "set_off_561": lambda t: t.gettext("One debt: costs first, then interest, then principal"),
    "set_off_560": lambda t: t.gettext("Several debts to one lender: the payer may say which"),
    "kantou": lambda t: t.gettext("Interest may not be deducted from the principal in advance"),
    "prepay": lambda t: t.gettext("Early repayment: interest for the time actually used"),
    "extend": lambda t: t.gettext("An extension needs the lender's consent"),
    "overdue_int": lambda t: t.gettext("Late repayment bears overdue interest"),
    "penalty_band": lambda t: t.gettext("Bank loans: usual band of the penalty rate"),
    "no_interest_family": lambda t: t.gettext("Without agreed interest a loan bears none"),
    "spouse": lambda t: t.gettext("When a debt is not shared between spouses"),
    "limitation": lambda t: t.gettext("Limitation: three years, starting anew on each demand"),
    "assign": lambda t: t.gettext("A debt sold on binds the debtor once notified"),
    "penalty_30": lambda t: t.gettext("A penalty 30% above the loss is usually excessive"),
    "court_fee": lambda t: t.gettext("Court fees"),
    "exec_fee": lambda t: t.gettext("Enforcement fees"),
    "delay_int": lambda t: t.gettext("Interest for delay after a judgment"),
    "pay_order": lambda t: t.gettext("Payment order: 15 days to object"),
    "answer": lambda t: t.gettext("Lawsuit: 15 days to answer, 15 days to appeal"),
    "exec_2y": lambda t: t.gettext("Enforcement is applied for within two years"),
    "exec_floor": lambda t: t.gettext("Enforcement leaves what living requires"),
    "home": lambda t: t.gettext("The home one needs is not sold off"),
    "sx": lambda t: t.gettext("List of those able but unwilling to comply: conditions and time"),
    "xg": lambda t: t.gettext("Limits on high spending during enforcement"),
    "rej": lambda t: t.gettext("Being able to comply: living expenses are deducted first"),
    "evil_overdraft": lambda t: t.gettext(
        "Malicious overdraft concerns credit cards and intent, not loans such as Jiebei"
    ),
    "loan_fraud": lambda t: t.gettext("Deceit when borrowing is a crime; being late is not"),
    "sz_bankrupt": lambda t: t.gettext("Personal bankruptcy in Shenzhen"),
    "collect_guide_2026": lambda t: t.gettext(
        "Bank association: no contact 22:00–8:00, about six unanswered calls a day at most, no "
        "dunning of unrelated persons"
    ),
    "consumer_41": lambda t: t.gettext(
        "Outsourced collection is told beforehand; no violence, threat or fraud"
    ),
    "cf_collect": lambda t: t.gettext(
        "Consumer finance companies: no harassment, no unrelated persons"
    ),
    "limitation_parts": lambda t: t.gettext(
        "Limitation of a debt paid in parts runs from the last part"
    ),
    "limitation_promise": lambda t: t.gettext(
        "Who promises or pays after the limitation period cannot take it back"
    ),
    "limitation_break": lambda t: t.gettext(
        "A demand, a promise or a lawsuit starts the limitation anew"
    ),
    "offer_binds": lambda t: t.gettext("A definite offer that is accepted is a contract"),
    "xm_bankrupt": lambda t: t.gettext("Personal bankruptcy protection in Xiamen"),
    "debt_cleanup": lambda t: t.gettext(
        "Collective settlement of personal debts in Zhejiang and Jiangsu"
    ),
    "rate_reset": lambda t: t.gettext("Existing mortgages: the margin can be agreed anew"),
    "housing_fund": lambda t: t.gettext("Housing fund: withdrawal or offset against the mortgage"),
    "loan_years": lambda t: t.gettext("Personal consumer loans: usually five years at most"),
    "renewal": lambda t: t.gettext("Business loans: renewal without repaying principal first"),
    "complaint_days": lambda t: t.gettext("Complaints: 15 days, 30 when complex, once more 30"),
    "mediation": lambda t: t.gettext(
        "Disputes with lenders: mediation free of charge, confirmed by a court on request"
    ),
    "legal_aid": lambda t: t.gettext("Legal aid: 12348"),
    "social_aid": lambda t: t.gettext("Unemployment benefit 12333; 低保 and temporary aid 12345"),
    "crackdown": lambda t: t.gettext("Campaign against debt agents and anti-collection gangs"),
}

_PRODUCTS: Wording = {
    "jiebei": lambda t: t.gettext("Jiebei"),
    "huabei": lambda t: t.gettext("Huabei"),
    "credit_card": lambda t: t.gettext("Credit card"),
    "weilidai": lambda t: t.gettext("Weilidai"),
    "jd": lambda t: t.gettext("JD Baitiao or Jintiao"),
    "wangshangdai": lambda t: t.gettext("MYbank loan"),
    "mortgage": lambda t: t.gettext("Mortgage"),
    "car_loan": lambda t: t.gettext("Car loan"),
    "family": lambda t: t.gettext("Family or friends"),
    "online_loan": lambda t: t.gettext("Online or micro loan"),
    "other": lambda t: t.gettext("Other debt"),
}
