"""Sentences in our own words on many disputes, and what each says was done.

A row: the day of publication, the text, and the assertions it must make. An expected assertion
names kind and status, and of the other fields only what the row is about. A row whose list is
empty must make none at all.
"""

from collections.abc import Callable
from typing import Any

import pytest

from detente.model import Assertion, Reading

Row = tuple[str, str, list[dict[str, Any]]]


def says(kind: str, status: str = "occurred", when: str | None = "-", **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": kind, "status": status, **more}
    return row if when == "-" else {**row, "when": when}


ROWS: list[Row] = [
    # United States and Japan, chips, 1986 and 1987
    ("1986-08-01", "Japan and the United States signed a semiconductor trade pact on July 31.",
     [says("agreement_signed", when="1986-07-31", actors=["JP", "US"])]),
    ("1987-03-28", "President Reagan said on Friday he would impose 300 million dollars in tariffs on Japanese electronics from April 17.",
     [says("measure_effective", "planned", "1987-04-17", targets=["JP"])]),
    ("1987-04-20", "The United States imposed the tariffs on Japanese computers on April 17.",
     [says("measure_effective", when="1987-04-17", actors=["US"], targets=["JP"])]),
    ("1987-04-01", "Japan urged the United States not to impose tariffs on its microchips.",
     [says("appeal_made", actors=["JP"], targets=["US"])]),
    ("1987-03-30", "Tokyo may retaliate by curbing imports of American soybeans, officials fear.",
     [says("measure_effective", "supposed", items=["item:soybeans"])]),
    ("1987-06-09", "The White House will lift some of the tariffs on Japanese goods on June 10.",
     [says("measure_withdrawn", "planned", "1987-06-10", actors=["US"], targets=["JP"])]),
    ("1987-03-15", "Taiwan will ease import controls on 400 foreign goods next month, officials said.",
     [says("measure_amended", "planned", "1987-04", actors=["TW"])]),
    # Rare earths, 2010 to 2014
    ("2010-09-24", "China has halted exports of rare earths to Japan, three traders said.",
     [says("measure_effective", actors=["CN"], targets=["JP"], items=["item:rare-earths"])]),
    ("2010-09-24", "China denied that it had halted exports of rare earths to Japan.",
     [says("statement_made", actors=["CN"]), says("measure_effective", "denied", actors=["CN"])]),
    ("2012-03-13", "The United States, the European Union and Japan filed a complaint against China at the WTO over rare earths on Tuesday.",
     [says("complaint_filed", when="2012-03-13", actors=["US", "EU", "JP"], targets=["CN"])]),
    ("2012-07-24", "The WTO established a panel on Monday to examine China's rare earth quotas.",
     [says("panel_established", when="2012-07-23", actors=["body:wto"])]),
    ("2015-01-05", "China scrapped its export quotas on rare earths on Jan. 1 after it lost the case.",
     [says("measure_withdrawn", when="2015-01-01", actors=["CN"], items=["item:rare-earths"])]),
    # A diary
    ("2019-07-25", "1 August: Foreign ministers Kang Kyung-wha and Taro Kono are due to meet in Bangkok about the export curbs.",
     [says("meeting", "planned", "2019-08-01")]),
    # Two clauses side by side
    ("2019-08-21", "Seoul must decide by Aug. 24 whether it will renew GSOMIA, and Tokyo's export curbs take effect on Aug. 28.",
     [says("agreement_decision_due", "due", "2019-08-24"), says("measure_effective", "planned", "2019-08-28", actors=["JP"])]),
    # A part of a group of goods
    ("2019-08-08", "Japan approved a first export licence to South Korea for one of the three chip materials on Wednesday.",
     [says("licence_approved", when="2019-08-07", items=["group:jp-3-semiconductor-materials"], ordinal=1)]),
    # Rules told by what exporters need, datelines, owners, conditions
    ("2023-07-04", "China's Ministry of Commerce said on Monday that exporters of germanium will need a licence from Aug. 1.",
     [says("measure_effective", "planned", "2023-08-01", actors=["body:cn/mofcom"], targets=[], items=["item:germanium"])]),
    ("2023-07-04", "China's commerce ministry said the export controls were needed to safeguard national security.", []),
    ("2023-08-04", "CANBERRA, Aug 4 (Wire) - China will scrap its tariffs on Australian barley from Aug. 5.",
     [says("measure_withdrawn", "planned", "2023-08-05", actors=["CN"], targets=["AU"], items=["item:barley"])]),
    ("2024-03-28", "China's commerce ministry has scrapped punitive tariffs on Australian wine.",
     [says("measure_withdrawn", actors=["body:cn/mofcom"], targets=["AU"])]),
    ("2018-06-01", "Mexico announced on Thursday that it would tax American pork, apples and cheese.",
     [says("measure_announced", when="2018-05-31", items=["item:pork", "item:apples", "item:cheese"])]),
    ("2024-12-05", "The United States barred exports of memory chips to China without a license on Monday.",
     [says("measure_effective", when="2024-12-02", actors=["US"], targets=["CN"])]),
    # Steel, 2002 and 2018
    ("2002-03-06", "The United States announced tariffs of up to 30 percent on imported steel on Tuesday.",
     [says("measure_announced", when="2002-03-05", actors=["US"], items=["item:steel"])]),
    ("2003-11-11", "A WTO panel ruled on Monday that the American steel tariffs were illegal.",
     [says("ruling", when="2003-11-10")]),
    ("2018-06-01", "Canada will impose tariffs on American steel on July 1, its foreign minister said.",
     [says("measure_effective", "planned", "2018-07-01", actors=["CA"], targets=["US"], items=["item:steel"])]),
    ("2018-06-22", "The European Union's duties on American motorcycles and steel took effect on Friday.",
     [says("measure_effective", when="2018-06-22", actors=["EU"], targets=["US"])]),
    ("2019-05-18", "Washington lifted its tariffs on Canadian steel and aluminium on Friday.",
     [says("measure_withdrawn", when="2019-05-17", actors=["US"], targets=["CA"])]),
    ("2018-03-10", "South Korea called on the United States to exempt its steel from the tariffs.",
     [says("appeal_made", actors=["KR"], targets=["US"])]),
    # Lumber
    ("2006-09-12", "Canada and the United States signed the softwood lumber agreement in Ottawa on Tuesday.",
     [says("agreement_signed", when="2006-09-12", actors=["CA", "US"])]),
    ("2015-10-14", "The softwood lumber trade agreement expired on Monday.",
     [says("agreement_terminated", when="2015-10-12")]),
    ("2017-04-25", "The Commerce Department said it would impose duties on Canadian softwood lumber.",
     [says("measure_effective", "planned", targets=["CA"])]),
    # United States and China, 2018 to 2025
    ("2018-07-06", "China's finance ministry said tariffs on American soybeans came into force on Friday.",
     [says("measure_effective", when="2018-07-06", items=["item:soybeans"])]),
    ("2019-05-16", "The United States added Huawei to its entity list on Thursday.",
     [says("group_changed", when="2019-05-16", actors=["US"], terms={"change": "added"})]),
    ("2019-08-06", "If Beijing devalues, Washington could impose new tariffs on Chinese goods.",
     [says("measure_effective", "supposed")]),
    ("2019-09-19", "Deputy negotiators from China and the United States will hold trade talks in Washington on Thursday.",
     [says("talks", "planned", actors=["CN", "US"])]),
    ("2019-12-14", "China suspended retaliatory tariffs on American cars that were planned for Dec. 15.",
     [says("measure_withdrawn", actors=["CN"])]),
    ("2020-01-16", "The United States and China signed the phase one trade deal in Washington on Wednesday.",
     [says("agreement_signed", when="2020-01-15", actors=["US", "CN"])]),
    ("2022-10-08", "The Commerce Department published rules on Oct. 7 that restrict exports of advanced chips to China.",
     [says("measure_promulgated", when="2022-10-07")]),
    ("2022-12-13", "China filed a WTO complaint against the United States over chip export controls on Monday.",
     [says("complaint_filed", when="2022-12-12", actors=["CN"], targets=["US"])]),
    ("2025-04-05", "Beijing vowed to retaliate against the tariffs.",
     [says("threat_made", actors=["CN"])]),
    ("2025-05-13", "China did not withdraw its export controls on rare earths.",
     [says("measure_withdrawn", "denied", actors=["CN"], items=["item:rare-earths"])]),
    # Gallium, germanium, graphite, antimony
    ("2023-07-04", "China will restrict exports of gallium and germanium from Aug. 1, the commerce ministry announced on Monday.",
     [says("measure_effective", "planned", "2023-08-01", actors=["CN"], items=["item:gallium", "item:germanium"])]),
    ("2023-09-22", "China's commerce ministry has approved export licences for gallium, a spokesperson said on Thursday.",
     [says("licence_approved", items=["item:gallium"])]),
    ("2023-09-05", "Exporters have applied for licences to ship germanium.",
     [says("licence_applied")]),
    ("2024-12-04", "China banned exports of gallium, germanium and antimony to the United States on Tuesday.",
     [says("measure_effective", when="2024-12-03", actors=["CN"], targets=["US"], items=["item:gallium", "item:germanium", "item:antimony"])]),
    ("2023-10-21", "Export permits for graphite will be required from Dec. 1.",
     [says("measure_effective", "planned", "2023-12-01")]),
    # Chip equipment, Netherlands and Japan
    ("2023-07-01", "The Dutch government published new rules on exports of chip equipment in the official gazette on Friday.",
     [says("measure_promulgated", when="2023-06-30", actors=["NL"])]),
    ("2024-01-03", "The Dutch government partly revoked an export licence of ASML on Monday.",
     [says("licence_denied", when="2024-01-01", actors=["NL"], terms={"revoked": True})]),
    ("2022-11-30", "Members were told that no export licence had been refused.",
     [says("licence_denied", "denied")]),
    # Electric cars and others, European Union
    ("2024-10-05", "EU member states voted on Friday to impose duties on Chinese electric cars.",
     [says("measure_decided", when="2024-10-04")]),
    ("2024-08-10", "China requested consultations with the European Union at the WTO over the car duties on Friday.",
     [says("complaint_filed", when="2024-08-09", actors=["CN"], targets=["EU"])]),
    ("2012-09-06", "The Commission opened an anti-dumping investigation into Chinese solar panels.", []),
    # Beef, coal, wine
    ("2003-12-24", "Japan banned imports of American beef on Wednesday after a case of mad cow disease.",
     [says("measure_effective", when="2003-12-24", actors=["JP"], targets=["US"], items=["item:beef"])]),
    ("2024-03-29", "China lifted its tariffs on Australian wine on March 29.",
     [says("measure_withdrawn", when="2024-03-29", actors=["CN"], targets=["AU"])]),
    ("2021-06-20", "Australia will take China to the WTO over wine duties.",
     [says("complaint_filed", "planned", actors=["AU"])]),
    # Russia
    ("2014-08-08", "Russia banned imports of food from the European Union on Thursday.",
     [says("measure_effective", when="2014-08-07", actors=["RU"], targets=["EU"])]),
    ("2022-03-12", "Japan removed Russia from its list of preferred trading nations.",
     [says("group_changed", actors=["JP"], targets=["RU"])]),
    # Korea and Japan
    ("2019-07-05", "Seoul plans to file a complaint with the WTO over the export curbs.",
     [says("complaint_filed", "planned", actors=["KR"])]),
    ("2019-08-02", "Japan's cabinet approved the removal of South Korea from its white list of trusted trade partners on Friday.",
     [says("measure_decided", when="2019-08-02")]),
    ("2019-08-22", "South Korea decided on Thursday not to extend GSOMIA.",
     [says("agreement_notice_decided", when="2019-08-22", actors=["KR"], agreement="agreement:gsomia")]),
    ("2019-08-24", "South Korea notified Japan on Friday of its decision to end GSOMIA.",
     [says("agreement_notice_given", when="2019-08-23", actors=["KR"], targets=["JP"])]),
    ("2019-11-22", "Seoul suspended the termination of GSOMIA on Friday.",
     [says("agreement_notice_suspended", when="2019-11-22", actors=["KR"])]),
    ("2019-08-21", "Seoul must decide by Aug. 24 whether to renew GSOMIA.",
     [says("agreement_decision_due", "due", "2019-08-24", actors=["KR"])]),
    ("2019-10-02", "Japan has approved three exports of hydrogen fluoride so far.",
     [says("licence_counted", actors=["JP"], count=3, items=["item:hydrogen-fluoride"])]),
    ("2019-08-20", "Japan granted a second export licence for photoresist on Monday.",
     [says("licence_approved", when="2019-08-19", actors=["JP"], ordinal=2, items=["item:photoresist"])]),
    ("2020-06-30", "Japan blocked South Korea's request for a WTO panel on Monday.",
     [says("panel_blocked", when="2020-06-29", actors=["JP"])]),
    ("2023-03-24", "South Korea withdrew its complaint at the WTO on Thursday.",
     [says("proceeding_withdrawn", when="2023-03-23", actors=["KR"])]),
    ("2020-06-03", "South Korea said on Tuesday that it would resume the WTO case.",
     [says("proceeding_resumed", "planned", actors=["KR"])]),
    ("2019-08-01", "Exports of semiconductors to China fell 31 percent in July.",
     [says("impact_reported", when="2019-07", items=["item:semiconductors"], targets=["CN"])]),
    ("2019-07-24", "Japan has not lifted the export curbs.",
     [says("measure_withdrawn", "denied", actors=["JP"])]),
    ("2019-07-10", "Seoul demanded that Tokyo withdraw the export restrictions.",
     [says("demand_made", actors=["KR"], targets=["JP"])]),
    ("2019-07-10", "Tokyo refused to withdraw the export restrictions.",
     [says("measure_withdrawn", "denied", actors=["JP"])]),
    # What is no event of a dispute
    ("2020-01-01", "The band met its fans and signed autographs.", []),
    ("2020-01-01", "Exports are important to the economy of Germany.", []),
    ("2020-01-01", "The tariffs are unpopular with farmers.", []),
    ("2020-01-01", "What will happen if the export curbs are lifted?", []),
    ("2020-01-01", "The company exports steel to forty countries.", []),
    ("2020-01-01", "He lifted his glass to free trade.", []),
    ("2020-01-01", "Trade officials have a meeting room in Geneva.", []),
    ("2020-01-01", "Analysts discussed how tariffs work.", []),
]  # fmt: skip


def told(found: Assertion) -> dict[str, Any]:
    return {
        "kind": found.kind.value,
        "status": found.status.value,
        "when": found.when.value if found.when else None,
        "actors": [m.id for m in found.actors],
        "targets": [m.id for m in found.targets],
        "items": [m.id for m in found.items],
        "agreement": found.agreement.id if found.agreement else None,
        "count": found.count,
        "ordinal": found.ordinal,
        "terms": {key: found.terms[key] for key in found.terms if key in {"change", "revoked"}},
    }


@pytest.mark.parametrize(("published", "text", "wanted"), ROWS, ids=[row[1][:50] for row in ROWS])
def test_a_sentence_says_what_was_done_and_no_more(
    published: str, text: str, wanted: list[dict[str, Any]], read: Callable[..., Reading]
) -> None:
    rows = [told(a) for a in read(text, published).assertions]
    for one in wanted:
        assert one in [{key: row[key] for key in one} for row in rows], rows
    assert wanted or not rows, rows
