"""Pages that are bad in every way the issue of reading names, made here; `scale` 1 is the full size."""

import json
import random

SENTENCE = "Tokyo and Seoul will hold talks on the export controls of hydrogen fluoride on Aug. 20, the ministry said. "
ACT = "The ministry said on Monday that it would impose tariffs on steel. "
NOTICE = (
    "Korea informed Japan that it would withdraw from the pact. Before that, the agreement was notified. "
)
BACK = (
    "Seoul informed Tokyo that it was withdrawing its notice on the pact. Japan's curbs hurt. "
    "Korea criticised the restrictions, the envoy said. "
)
COUNT = "Japan approved three licences, two for photoresist and one for hydrogen fluoride. The ministry rejected two. "
ROW = "<tr><td>Steel imports from Korea</td><td>25 percent</td><td>Aug. 20, 2019</td></tr>"
BLOCK = f"<p>{SENTENCE * 4}</p>"
ROWS = [
    '{"id": 1, "text": "a"}',
    '{"id": "a", "text": 5}',
    "[]",
    "null",
    '"x"',
    '{"id": "b", "text": "Talks.", "published": 20190821}',
    '{"id": "c", "text": "Talks.", "published": {"a": 1}}',
    '{"id": "d", "text": "Talks.", "byline": 3, "language": 7}',
    '{"id": "e", "html": ["x"]}',
    '{"id": "f", "text": "\\ud800 Talks.", "title": "\\udfff"}',
    '{"id": "g", "text": "Talks last year.", "published": "9999-12-31T23:59:59-14:00"}',
    '{"id": "h", "text": "Talks.", "retrieved": true}',
    '{"id": "k", "text": "Talks", "published": NaN}',
    '{"id": ' + "9" * 5000 + ', "text": "x"}',
    '{"text": ' + "[" * 100_000,
]
ODD_LD = {
    "@type": "NewsArticle",
    "headline": 5,
    "datePublished": [None, {"a": 1}],
    "author": [[["x"]], {"name": {"name": 3}}],
}


def made_up(number: int) -> str:
    """A sentence with names of its own."""
    name = "".join(chr(97 + number // 26**place % 26) for place in range(3))
    return f"Minister Ka{name}o of Korea asked Japan's Trade Corp. {number} to lift the curbs. "


def html(body: str, head: str = "") -> str:
    """A page around a body."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def pages(scale: float) -> dict[str, bytes]:
    """File name and bytes of each."""

    def many(number: int) -> int:
        return max(1, int(number * scale))

    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(300))
    nines = "will hold talks tomorrow, in 90 days, next year and on December 31, 9999, after 9999-12-31."
    found: dict[str, str | bytes] = {
        "empty.txt": "",
        "blank.txt": " \n\t\n",
        "binary.html": random.Random(1).randbytes(many(50_000)),
        "twenty-megabytes.txt": f"{SENTENCE * 8}\n\n" * many(23_000),
        "twenty-megabytes.html": html(f"<article>{BLOCK * many(45_000)}</article>"),
        "one-line.txt": SENTENCE * many(20_000),
        "one-line-of-short-sentences.txt": ACT * many(75_000),
        "one-line-of-twenty-megabytes.txt": ACT * many(300_000),
        "one-sentence.txt": "Tokyo imposed tariffs on steel of Korea and " * many(23_000) + "that was all.",
        "tables.html": html(f"<h1>Tariffs</h1><p>{SENTENCE}</p><table>{ROW * many(240_000)}</table>"),
        "short-paragraphs.txt": "Talks\n\n" + "Tokyo imposed tariffs.\n\n" * many(100_000),
        "dates.txt": "Talks\n\n"
        + "".join(f"{1 + n % 28} August {1990 + n % 30}. " for n in range(many(50_000))),
        "names.txt": "Talks\n\n" + "".join(made_up(n) for n in range(many(20_000))),
        "quoted-acts.txt": "Talks\n\n" + '"The curbs must end," the minister said on Monday. ' * many(5_000),
        "notices.txt": NOTICE * many(5_000),
        "notices-by-paragraph.txt": f"{NOTICE}\n\n" * many(5_000),
        "notices-taken-back.txt": "Tariffs\n\n" + f"{NOTICE}{BACK}" * many(5_000),
        "counts.txt": "Licences\n\n" + COUNT * many(5_000),
        "nested.html": html("<div><p>" * many(20_000) + BLOCK + "</p></div>" * many(20_000)),
        "no-sentence-marks.txt": SENTENCE.replace(".", "").replace(",", "") * many(2_000),
        "no-spaces.txt": "talks" * many(200_000),
        "wrong-encoding.html": html(f"<h1>Café</h1>{BLOCK}", '<meta charset="utf-8">').encode("latin-1"),
        "shift-jis.txt": ("日本政府は輸出管理の見直しを発表した。" * 40).encode("shift_jis"),
        "utf-16.txt": (SENTENCE * 5).encode("utf-16-le"),
        "right-to-left.txt": "أعلنت وزارة التجارة في طوكيو فرض قيود على الصادرات إلى كوريا. " * 40,
        "both-directions.txt": ("\u202eTokyo will curb exports.\u202c أعلنت وزارة التجارة. ") * 40,
        "mixed-languages.txt": f"{SENTENCE}Le ministère a annoncé des restrictions. 日本は発表した。 " * 60,
        "navigation.html": html(f"<nav><ul>{links}</ul></nav>"),
        "unbalanced.html": f"<html><div><p>{SENTENCE}</div></article></table><td><b><i>{SENTENCE}<script>if (a<b) {{",
        "year-9999.txt": f"Talks in 9999\n\nSeoul, Dec. 31, 9999 - Tokyo and Seoul {nines}",
        "year-9999.html": html(
            f"<h1>Talks</h1>{BLOCK}<p>Tokyo {nines}</p>",
            '<meta property="article:published_time" content="9999-12-31T23:59:59+14:00">',
        ),
        "year-1.txt": "Talks\n\nJan. 1, 0001 - Tokyo and Seoul held talks last week and a century ago.",
        "quotation-marks.txt": '"' * many(10_000) + SENTENCE,
        "open-quotations.txt": "“Talks failed, the minister said.\n\n" * many(10_000),
        "marks-of-every-kind.txt": "'a' ‘b \"c „d «e " * many(10_000),
        "deep.html": html("<div>" * many(100_000) + BLOCK),
        "deep-closed.html": html("<b>" * many(5_000) + BLOCK + "</b>" * many(5_000)),
        "brackets.txt": "(" * many(10_000) + SENTENCE + "(METI) " * many(5_000),
        "ampersands.html": html(f"<p>{'&amp;' * many(200_000)}&#xD800;&#0;&#x110000;{SENTENCE}</p>"),
        "digits.txt": SENTENCE + "9" * 100_000 + " days later. " + "2019-" * many(20_000),
        "a-list-without-end.txt": SENTENCE + "Tokyo, " * 2_000 + "agreed.",
        "and-without-end.txt": SENTENCE + "Tokyo and " * 2_000 + "Seoul agreed.",
        "odd-json-ld.html": html(BLOCK, f'<script type="application/ld+json">{json.dumps(ODD_LD)}</script>'),
        "deep-json-ld.html": html(BLOCK, f'<script type="application/ld+json">{"[" * 100_000}</script>'),
        "rows.jsonl": "\n".join(ROWS),
    }
    return {name: text if isinstance(text, bytes) else text.encode("utf-8") for name, text in found.items()}
