"""What looks wrong and can be right: nothing mandatory may come of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from support.by_columns import run
from support.forms import form

STARTED = {"started.total": "2", "started.self": "0", "started.agency": "2"}
NAMED = {"name": "甲化工有限公司", "industry": "化学农药制造"}
CASES: dict[str, Mapping[str, Any]] = {
    "more assessed than started": {
        "1": {"mandatory": {"cells": {**STARTED, "result.assessed": "3", "result.accepted": "3"}}}
    },
    "more accepted than assessed": {
        "1": {"mandatory": {"cells": {**STARTED, "result.assessed": "1", "result.accepted": "3"}}}
    },
    "fewer disclosed than published": {
        "1": {"published": {"cells": {"total": "5", "class3": "5"}}, "disclosed": {"cells": {"firms": "2"}}}
    },
    "one firm in two classes": {"1": {"published": {"cells": {"total": "4", "class1": "1", "class3": "4"}}}},
    "more schemes done than proposed": {
        "1": {
            "schemes": {
                "cells": {
                    "proposed.low": "1",
                    "proposed.high": "0",
                    "proposed.total": "1",
                    "done.low": "5",
                    "done.high": "1",
                    "done.total": "6",
                }
            }
        }
    },
    "a blank part": {
        "1": {"schemes": {"cells": {"money.firm": "1400.72", "money.state": "", "money.total": "1400.72"}}}
    },
    "industry with and without its code": {
        "2-1": {"companies": {"rows": [{**NAMED, "industry": "D44电力、热力生产和供应业"}], "total": {}}},
        "2-2": {"companies": {"rows": [{**NAMED, "industry": "电力、热力生产和供应业"}], "total": {}}},
    },
    "names that differ in width and spaces": {
        "2-1": {"companies": {"rows": [{**NAMED, "name": "合力工业车辆（盘锦）有限公司"}], "total": {}}},
        "2-2": {"companies": {"rows": [{**NAMED, "name": "合力工业车辆 (盘锦)有限公司"}], "total": {}}},
    },
    "a former name in brackets": {
        "2-1": {
            "companies": {"rows": [{**NAMED, "name": "乙制药有限公司（原名：甲制药有限公司）"}], "total": {}}
        },
        "2-2": {"companies": {"rows": [{**NAMED, "name": "甲制药有限公司"}], "total": {}}},
    },
    "blank, slash and zero mixed": {
        "2-1": {
            "companies": {
                "rows": [{**NAMED, "cod": "/", "so2": "0", "nox": ""}],
                "total": {"cod": "0", "so2": "/", "nox": "/"},
            }
        }
    },
    "a zero report of slashes": {
        "2-1": {"companies": {"rows": [{"name": "/", "industry": "/", "cod": "/"}], "total": {"cod": "/"}}},
        "2-2": {
            "companies": {"rows": [{"name": "/", "industry": "/", "power": "/"}], "total": {"power": "/"}}
        },
    },
    "a zero report in a word": {
        "2-1": {"companies": {"rows": [{"name": "无"}], "total": {}}},
        "2-2": {"companies": {"rows": [{"name": "无"}], "total": {}}},
    },
    "no rows at all": {
        "2-1": {"companies": {"rows": [], "total": {"cod": "0", "so2": "/"}}},
        "2-2": {"companies": {"rows": []}},
    },
    "more power used than before": {
        "2-2": {
            "companies": {
                "rows": [{**NAMED, "power": "-5200", "power_tco2": "-4.04", "carbon_tco2": "-4.04"}],
                "total": {"power": "-5200", "power_tco2": "-4.04", "carbon_tco2": "-4.04"},
            }
        }
    },
    "a total rounded more coarsely than its rows": {
        "2-1": {
            "companies": {
                "rows": [{**NAMED, "cod": "1.25"}, {**NAMED, "name": "乙公司", "cod": "0.13"}],
                "total": {"cod": "1.4"},
            }
        }
    },
    "a total with every digit of its rows": {
        "2-2": {
            "companies": {
                "rows": [{**NAMED, "coal": "0.12345", "coal_tco2": "0.3423", "carbon_tco2": "0.3423"}],
                "total": {"coal": "0.12345", "coal_tco2": "0.3423", "carbon_tco2": "0.3423"},
            }
        }
    },
    "oil by the rounded product of its coefficients": {
        "2-2": {
            "companies": {
                "rows": [{**NAMED, "oil": "1000", "oil_tco2": "3960.8", "carbon_tco2": "3960.8"}],
                "total": {"oil": "1000", "oil_tco2": "3960.8", "carbon_tco2": "3960.8"},
            }
        }
    },
    "any gas coefficient inside the range": {
        "2-2": {
            "companies": {
                "rows": [{**NAMED, "gas": "44178", "gas_tco2": "162.9", "carbon_tco2": "162.9"}],
                "total": {"gas": "44178", "gas_tco2": "162.9", "carbon_tco2": "162.9"},
            }
        }
    },
    "the filer's own indicators": {
        "2-1": {"companies": {"rows": [{**NAMED, "other": "减少氯气产生量10.8kg/a"}], "total": {}}}
    },
    "provincial cells of a district": {
        "1": {"support": {"rows": []}, "training": {"cells": {"officials.five_years": ""}}}
    },
    "answers in words": {
        "1": {"penalties": {"cells": {"": "无"}}, "fund": {"cells": {"exists": "正在筹建"}}}
    },
}


@pytest.mark.parametrize("name", CASES)
def test_nothing_mandatory_comes_of(name: str) -> None:
    filled, edition = form(
        CASES[name], parameters={"level": "district", "report_year": "2024", "electricity": "0.7769"}
    )
    mandatory = [f for f in run(filled, edition, skip=["QJ2016"]).findings if f.severity == "mandatory"]
    assert mandatory == []


def test_a_former_name_is_no_other_company() -> None:
    filled, edition = form(CASES["a former name in brackets"])
    assert run(filled, edition, only=["QJ3"]).findings == ()


def test_the_level_decides_what_is_required() -> None:
    tables: dict[str, dict[str, Any]] = {
        "1": {"support": {"rows": []}, "training": {"cells": {"officials.five_years": ""}}}
    }
    asked = {}
    for level in ("district", "city", "province"):
        filled, edition = form(tables, parameters={"level": level})
        asked[level] = [f.row or f.field for f in run(filled, edition, only=["QJ2016"]).findings]
    assert asked["district"] == asked["city"] == []
    assert "officials.five_years" in asked["province"]
    assert "省级清洁生产中心基本情况" in asked["province"]
