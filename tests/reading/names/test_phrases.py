import pytest

GOVERNMENTS = [
    ("The Japanese government tightened its rules.", "Japanese government", "JP"),
    ("South Korea's government protested.", "South Korea's government", "KR"),
    ("Japanese trade officials refused to comment.", "Japanese trade officials", "JP"),
    ("The government of India raised duties.", "government of India", "IN"),
    ("The government of the United States agreed.", "government of the United States", "US"),
    ("The Seoul government filed a complaint.", "Seoul government", "KR"),
    ("Chinese authorities halted the imports of pork.", "Chinese authorities", "CN"),
]


@pytest.mark.parametrize(("text", "part", "id_"), GOVERNMENTS)
def test_a_country_and_a_word_of_government_are_one_government(read, text, part, id_):
    name = read(text).name(part)
    assert (name.kind, name.id) == ("government", id_)


COMPANIES = [
    ("Korean companies fear losses.", "Korean companies", "KR"),
    ("Japanese chip equipment makers cut their forecasts.", "Japanese chip equipment makers", "JP"),
    ("He met heads of Canada's largest lumber producers.", "largest lumber producers", "CA"),
    ("He met with the CEOs of Korea's top 30 business groups.", "top 30 business groups", "KR"),
    ("He met with the CEOs of Korea's top 30 business groups.", "CEOs", "KR"),
    ("The American steel industry asked for protection.", "American steel industry", "US"),
    ("Soybean farmers lost their market.", "Soybean farmers", None),
    ("French business leaders welcomed the truce.", "French business leaders", "FR"),
]


@pytest.mark.parametrize(("text", "part", "acts_for"), COMPANIES)
def test_companies_of_a_country_are_a_group_without_an_id(read, text, part, acts_for):
    name = read(text).name(part)
    assert (name.kind, name.id, name.acts_for) == ("business_group", None, acts_for)


@pytest.mark.parametrize(
    "text",
    [
        "The industry minister resigned.",
        "A group of tourists visited the island.",
        "The negotiators left the room.",
    ],
)
def test_what_names_no_country_or_company_is_no_party(read, text):
    assert [n for n in read(text).names if n.kind in {"government", "business_group"}] == []
