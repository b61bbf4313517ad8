"""Pages against trafilatura alone, in one run: title, byline, date and body of saved news pages.

usage: DETENTE_DATA=FOLDER python benchmarks/pages.py [-o FOLDER] [--misses]

Reads `pages/fundus_dev.jsonl.gz` of the data folder; the scorer is `score_pages.py` of the folder
named by DETENTE_TOOLS, else of `tools` beside the data. Prints one line of scores a system, and
CPU seconds. `-o` keeps the system files, `--misses` lists what the scorer counts as wrong.
"""

import argparse
import gzip
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import trafilatura
from scorers import printed, scorer

from detente.errors import DetenteError
from detente.page import read_row

Row = dict[str, Any]


def ours(row: Row) -> Row:
    """What Detente reads off a page."""
    try:
        article = read_row({key: row[key] for key in ("id", "html", "url")})
    except DetenteError:
        return {"id": row["id"]}
    return {
        "id": row["id"],
        "title": article.title,
        "byline": list(article.byline),
        "published": article.published.value if article.published else None,
        "text": "\n".join(article.text[start:end] for start, end in article.body),
    }


def peer(row: Row) -> Row:
    """What trafilatura alone reads off it, with its defaults."""
    found = trafilatura.bare_extraction(row["html"], url=row["url"], with_metadata=True)
    if found is None:
        return {"id": row["id"]}
    names = [name.strip() for name in (found.author or "").split(";") if name.strip()]
    return {
        "id": row["id"],
        "title": found.title,
        "byline": names,
        "published": found.date,
        "text": found.text,
    }


def misses(judge: ModuleType, gold: list[Row], system: dict[str, Row]) -> None:
    """List what differs from the gold, by field."""
    for row in gold:
        got = system[row["id"]]
        if row["title"] and judge.fold(got.get("title")) != judge.fold(row["title"]):
            print(f"title     {row['id']}\n    {got.get('title')}\n    {row['title']}")
        names = {judge.fold(a) for a in got.get("byline") or []}
        if row["authors"] and names != {judge.fold(a) for a in row["authors"]}:
            print(f"byline    {row['id']}\n    {got.get('byline')}\n    {row['authors']}")
        if row["published"] and str(row["published"])[:10] != str(got.get("published"))[:10]:
            print(f"published {row['id']}\n    {got.get('published')}\n    {row['published']}")
        body = judge.bag_f1(got.get("text") or "", "\n".join(row["body"]))
        if body < 0.9:
            print(f"body      {row['id']}  {body:.3f}")


def main() -> None:
    """Run both systems and print their scores."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("-o", "--output", type=Path, help="keep the system files in this folder")
    options.add_argument("--misses", action="store_true", help="list what was read wrongly by Detente")
    arguments = options.parse_args()
    if "DETENTE_DATA" not in os.environ:
        sys.exit("skipped: DETENTE_DATA names no folder")
    data = Path(os.environ["DETENTE_DATA"]).resolve()
    gold = data / "pages" / "fundus_dev.jsonl.gz"
    with gzip.open(gold, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    judge = scorer("score_pages", data)
    if judge is None:
        sys.exit("no score_pages.py beside the data: set DETENTE_TOOLS")
    folder = arguments.output or Path(tempfile.mkdtemp(prefix="detente-pages-"))
    folder.mkdir(parents=True, exist_ok=True)
    for name, system in (("detente", ours), ("trafilatura", peer)):
        start = time.process_time()
        found = [system(row) for row in rows]
        seconds = time.process_time() - start
        path = folder / f"{name}.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in found), encoding="utf-8")
        print(f"{name:12} {json.dumps(printed(judge, gold, path))}  {seconds:.1f} s CPU")
        if name == "detente" and arguments.misses:
            misses(judge, rows, {row["id"]: row for row in found})


if __name__ == "__main__":
    main()
