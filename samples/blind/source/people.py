"""The AI users of the training matrix."""

from __future__ import annotations

import datetime as dt

_LINES = """
Tom Harcourt|Tirohanga|AI Assurance Manager|all|2025-06-11
Mereana Tau|Tirohanga|Data Science Lead|AI-02|2025-06-11
Priya Raman|Tirohanga|GM Digital & Data|all|2025-06-11
Lisi Faleolo|Tirohanga|InfoSec & Privacy Officer|all|2025-06-11
Siobhan Kerrigan|Tirohanga|General Counsel|all|2025-06-18
Fiona Harcourt|Tirohanga|GM Milk Supply|AI-04|2025-06-18
Colin Begg|Tirohanga|GM Operations|AI-03|2025-06-18
Wiremu Tau|Tirohanga|Environment Manager|AI-01|2025-06-18
Hamish Orr|Tirohanga|Transport Scheduling Manager|AI-01|2025-06-18
Pita Sowry|Field|Milk Quality Adviser|AI-02|2025-07-09
Linda Aitken|Field|Milk Quality Adviser|AI-02|2025-07-09
Rhys Toomey|Field|Milk Quality Adviser|AI-02|2025-07-09
Gemma Strang|Field|Milk Quality Adviser|AI-02|2025-07-09
Moira Kell|Tirohanga|Helpline manager|AI-04|2025-07-09
Craig Sowden|Tirohanga|Milk Supply analyst|AI-02|2025-07-09
Aroha Pene|Tirohanga|Helpline|AI-04|2025-07-16
Sam Liddell|Tirohanga|Helpline|AI-04|2025-07-16
Beth Orsman|Tirohanga|Helpline|AI-04|2025-07-16
Nikhil Rao|Tirohanga|Data scientist|AI-02|2025-07-16
Ella Frame|Tirohanga|Data scientist|AI-02|2025-07-16
Tama Rewi|Tirohanga|Dispatcher|AI-01|2025-08-06
Jack Dwyer|Tirohanga|Dispatcher|AI-01|2025-08-06
Lou Petersen|Tirohanga|Dispatcher|AI-01|2025-08-06
Vicky Cho|Tirohanga|Dispatcher|AI-01|2025-08-06
Kirsty Bell|Tirohanga|Executive assistant|AI-04|2025-08-06
Ana Siliga|Tirohanga|People and Capability|all|2025-08-06
Greg Munro|Rakaiti|Maintenance planner|AI-03|2025-08-06
Isla Bain|Rakaiti|QA manager|AI-03|2025-12-03
Ben Tuhoro|Rakaiti|QA technician|AI-03|2025-12-03
Dean Paki|Rakaiti|Packing Manager|AI-03|2026-04-22
Jo Whareaitu|Rakaiti|Line lead|AI-03|2026-04-22
Sunil Mehta|Rakaiti|QA technician|AI-03|2026-04-22
Karen Blight|Rakaiti|Line lead|AI-03|2026-04-22
Tevita Moala|Rakaiti|Operator|AI-03|2026-04-22
Rob Dench|Tirohanga|Dispatcher|AI-01|2026-04-22
"""
_NONE = """
Alan Whiti|Rakaiti|Operator, nights|AI-03
Maria Fonoti|Rakaiti|Operator, nights|AI-03
Shane Kerr|Rakaiti|Line lead, nights|AI-03
"""

TRAINED: list[tuple[str, str, str, str, dt.date]] = []
for _line in _LINES.split("\n"):
    if _line:
        _name, _site, _role, _system, _day = _line.split("|")
        TRAINED.append((_name, _site, _role, _system, dt.date.fromisoformat(_day)))
UNTRAINED: list[list[str]] = [line.split("|") for line in _NONE.split("\n") if line]
