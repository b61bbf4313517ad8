"""The chip supply graph as a network: the shape on rows of our own, the whole where the data are at hand."""

import os
from pathlib import Path

import pytest

from detente.errors import UnreadableError
from detente.exposure.chips import read_chips
from detente.exposure.network import build
from detente.exposure.tables import check
from detente.exposure.write import write_tables

FILES = {
    "inputs": "input_name,input_id,type\nChip,A,ultimate_output\nStep,B,process\nTool,C,tool_resource\n"
    "Fine tool,D,tool_resource\nPhotoresist,E,material_resource\nAlone,F,process\n",
    "sequence": "input_name,input_id,goes_into_name,goes_into_id,is_type_of_name,is_type_of_id\n"
    "Step,B,Chip,A,,\nTool,C,Step,B,,\nFine tool,D,,,Tool,C\nPhotoresist,E,Step,B,,\n",
    "providers": "provider_name,provider_id,provider_type,country\nJPN,P1,country,\nMAL,P2,country,\n"
    "Various,P3,country,\nMaker,P4,organization,JPN\n",
    "provision": "provider_name,provider_id,provided_name,provided_id,share_provided,negligible_market_share\n"
    "JPN,P1,Tool,C,50%,\nJPN,P1,Fine tool,D,60%,\nMAL,P2,Fine tool,D,50%,\nJPN,P1,Photoresist,E,90%,\n"
    "Various,P3,Photoresist,E,10%,\nMaker,P4,Photoresist,E,,\nJPN,P1,Stage,S1,100%,\n",
}


def read(folder, made):
    found = check(write_tables(folder / "net", made.tables, made.settings))
    assert found.faults == ()
    return build(found.tables), found.warnings


def test_kinds_are_parts_various_is_of_no_known_origin_and_rounded_shares_are_scaled(tmp_path):
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text("\ufeff" + text, "utf-8")
    network, warnings = read(tmp_path, read_chips(tmp_path))
    assert network.index.keys() == {"Chip", "Step", "Tool", "Fine tool", "Photoresist", "Alone"}
    found = {(network.nodes[s.component], s.ships_from): (round(s.share, 4), s.item) for s in network.sources}
    assert found == {
        ("Fine tool", "JP"): (0.5455, "item:semiconductor-equipment"),
        ("Fine tool", "MY"): (0.4545, "item:semiconductor-equipment"),
        ("Photoresist", "JP"): (0.9, "item:photoresist"),
    }
    assert any("'Photoresist' sum to 0.9: where the rest comes from is not known" in str(w) for w in warnings)


def test_a_folder_without_the_tables_cannot_be_read(tmp_path):
    with pytest.raises(UnreadableError):
        read_chips(tmp_path)
    for name in FILES:
        (tmp_path / f"{name}.csv").write_text("input_name\n")
    (tmp_path / "inputs.csv").write_text("input_name\nChip\n")
    with pytest.raises(UnreadableError, match="no column input_id"):
        read_chips(tmp_path)


def test_the_chip_supply_graph_loads_as_a_network(tmp_path):
    folder = Path(os.environ.get("DETENTE_DATA", "")) / "semiconductors"
    if not os.environ.get("DETENTE_DATA") or not folder.is_dir():
        pytest.skip("needs semiconductors/ in the folder named by DETENTE_DATA")
    network, _ = read(tmp_path, read_chips(folder))
    assert (len(network.nodes), len(network.products)) == (79, 1)
    assert sum(len(needs) for needs in network.needs) >= 93
    shares = {(network.nodes[s.component], s.ships_from): s.share for s in network.sources}
    assert shares["EUV scanners", "NL"] == 1.0
    assert shares["Wafer handlers", "JP"] == 0.88
