"""A vaguer date is no vote for the exact one, and a contested number bounds a book on either side only."""

from build import said, state


def effect(by, published, when):
    return said("measure_effective", when, by=by, published=published, status="planned", actors=("BR",),
                targets=("AR",), items=("niobium",), key=by, quote="Brazil's ban takes effect.",
                terms={"licence_after": "prohibited"})  # fmt: skip


def test_a_source_that_gives_the_month_is_not_said_to_give_the_day_nor_counted_for_it():
    found = state(
        effect("A", "2022-06-03", "2022-08"),
        effect("B", "2022-06-10", "2022-08-19"),
        effect("C", "2022-06-20", "2022-08-22"),
        on="2022-07-01",
    )
    (one,) = found.conflicts
    assert one.state == "contested"
    assert "A and B give" not in one.explanation
    assert "A gives August 2022" in one.explanation
    assert [[s.publisher for s in value.supports] for value in one.values] == [["B"], ["C"]]


def counted(by, number, **more):
    return said("licence_counted", "2022-10-01", by=by, actors=("BR",), targets=("AR",), items=("niobium",),
                count=number, key=by, **more)  # fmt: skip


def test_two_numbers_of_one_day_without_a_better_source_are_at_least_the_less_and_at_most_the_more():
    (book,) = state(counted("A", 4), counted("E", 2), on="2022-11-01").licences
    assert (book.at_least, book.at_most, book.consistent) == (2, 4, False)


def test_a_number_that_all_give_or_that_the_order_of_trust_settles_is_not_doubted():
    (book,) = state(counted("A", 4), counted("E", 4), on="2022-11-01").licences
    assert (book.at_least, book.at_most) == (4, 4)
    (book,) = state(counted("A", 4, trust=1), counted("E", 2), on="2022-11-01").licences
    assert book.at_least == 4
