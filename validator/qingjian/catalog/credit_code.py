"""The numbers behind the unified social credit code (schemas/codes/credit-code.json)."""

from __future__ import annotations

from functools import cache

from qingjian.catalog.tables import table
from qingjian.named_tuple import NamedTuple


class CreditCodeRules(NamedTuple):
    """Alphabet, weights and known categories, as GB 32100 and GB 11714 give them."""

    alphabet: str
    length: int
    weights: tuple[int, ...]
    modulus: int
    organisation_weights: tuple[int, ...]
    organisation_modulus: int
    categories: frozenset[str]


@cache
def credit_code_rules() -> CreditCodeRules:
    """The rules, read once."""
    document = table("codes/credit-code.json")
    organisation = document["organisation"]
    return CreditCodeRules(
        alphabet=document["alphabet"],
        length=document["length"],
        weights=tuple(document["weights"]),
        modulus=document["modulus"],
        organisation_weights=tuple(organisation["weights"]),
        organisation_modulus=organisation["modulus"],
        categories=frozenset(document["categories"]["seen"]),
    )
