"""What English texts of other trades are about: requests to a bank, patents, symptoms."""

import random

from ..corpora import A, C, DEV, TEST, TRAIN, Corpus
from ..tasks import TEXTS, Task
from . import readers

INTENTS = (
    "Refund_not_showing_up", "activate_my_card", "age_limit", "apple_pay_or_google_pay", "atm_support", "automatic_top_up",
    "balance_not_updated_after_bank_transfer", "balance_not_updated_after_cheque_or_cash_deposit",
    "beneficiary_not_allowed", "cancel_transfer", "card_about_to_expire", "card_acceptance", "card_arrival",
    "card_delivery_estimate", "card_linking", "card_not_working", "card_payment_fee_charged",
    "card_payment_not_recognised", "card_payment_wrong_exchange_rate", "card_swallowed", "cash_withdrawal_charge",
    "cash_withdrawal_not_recognised", "change_pin", "compromised_card", "contactless_not_working", "country_support",
    "declined_card_payment", "declined_cash_withdrawal", "declined_transfer", "direct_debit_payment_not_recognised",
    "disposable_card_limits", "edit_personal_details", "exchange_charge", "exchange_rate", "exchange_via_app",
    "extra_charge_on_statement", "failed_transfer", "fiat_currency_support", "get_disposable_virtual_card",
    "get_physical_card", "getting_spare_card", "getting_virtual_card", "lost_or_stolen_card", "lost_or_stolen_phone",
    "order_physical_card", "passcode_forgotten", "pending_card_payment", "pending_cash_withdrawal", "pending_top_up",
    "pending_transfer", "pin_blocked", "receiving_money", "request_refund", "reverted_card_payment?",
    "supported_cards_and_currencies", "terminate_account", "top_up_by_bank_transfer_charge", "top_up_by_card_charge",
    "top_up_by_cash_or_cheque", "top_up_failed", "top_up_limits", "top_up_reverted", "topping_up_by_card",
    "transaction_charged_twice", "transfer_fee_charged", "transfer_into_account", "transfer_not_received_by_recipient",
    "transfer_timing", "unable_to_verify_identity", "verify_my_identity", "verify_source_of_funds", "verify_top_up",
    "virtual_card_not_working", "visa_or_mastercard", "why_verify_identity", "wrong_amount_of_cash_received",
    "wrong_exchange_rate_for_cash_withdrawal",
)  # fmt: skip
SECTIONS = (
    "A human necessities", "B operations and transport", "C chemistry and metallurgy", "D textiles and paper",
    "E fixed constructions", "F mechanical engineering", "G physics", "H electricity",
)  # fmt: skip
DISEASES = (
    "acne", "allergy", "arthritis", "bronchial asthma", "cervical spondylosis", "chicken pox", "common cold", "dengue",
    "diabetes", "dimorphic hemorrhoids", "drug reaction", "fungal infection", "gastroesophageal reflux disease",
    "hypertension", "impetigo", "jaundice", "malaria", "migraine", "peptic ulcer disease", "pneumonia", "psoriasis",
    "typhoid", "urinary tract infection", "varicose veins",
)  # fmt: skip
INTENT = Task("intent", TEXTS, INTENTS)
SECTION = Task("section", TEXTS, SECTIONS, several=True)
DISEASE = Task("disease", TEXTS, DISEASES)
SEED = 41


def banking77(data):
    corpus = Corpus("banking77", INTENT, "CC BY 4.0", "train, dev (one text in 20 of the train file) and test",
                    measures=("accuracy", "macro-F1"))  # fmt: skip
    rows = [(row["text"].strip(), row["category"]) for row in readers.csv_rows(data / A / "topic/banking77/train.csv.gz")]
    random.Random(SEED).shuffle(rows)
    for number, (text, intent) in enumerate(rows):
        corpus.add(DEV if number % 20 == 0 else TRAIN, text, intent)
    for row in readers.csv_rows(data / A / "topic/banking77/test.csv.gz"):
        corpus.add(TEST, row["text"].strip(), row["category"])
    return corpus


def patents(data):
    """A patent's title and abstract, and every section of the International Patent Classification that it is in."""
    corpus = Corpus("USPTO patents by IPC section", SECTION, "public (US patents); the copy Apache-2.0",
                    "train, dev and test", measures=("micro-F1 of labels", "macro-F1 of labels"))  # fmt: skip
    of_letter = {section[0]: section for section in SECTIONS}
    for part, split in (("train", TRAIN), ("val", DEV), ("test", TEST)):
        for row in readers.csv_rows(data / A / f"patents/uspto-ipc-section/{part}.csv.gz"):
            # The abstract opens with the kind of patent, "utility" nearly always.
            abstract = " ".join(row["application_type_abstract"].split()[1:])
            sections = tuple(of_letter[letter] for letter in sorted(row["label"].split(",")))
            corpus.add(split, f"{row['publication_title_claims'].strip()}. {abstract}", sections)
    return corpus


def symptoms(data):
    """Symptoms as patients tell them. A text that occurs twice is taken once; of each disease a fifth is tested."""
    corpus = Corpus("Symptom2Disease", DISEASE, "none stated by the copy (published on Kaggle)", "train, dev and test",
                    measures=("accuracy", "macro-F1"))  # fmt: skip
    of_disease = {}
    for row in readers.csv_rows(data / C / "medical/Symptom2Disease.csv.gz"):
        of_disease.setdefault(row["label"].lower(), {})[row["text"].strip().lower()] = row["text"].strip()
    for disease, texts in sorted(of_disease.items()):
        texts = list(texts.values())
        random.Random(SEED).shuffle(texts)
        for number, text in enumerate(texts):
            corpus.add(TEST if number % 5 == 0 else DEV if number % 10 == 1 else TRAIN, text, disease)
    return corpus
