"""The annotations by report, page and theme, held against a look at all of them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from glossator.domain.annotation_index import AnnotationIndex, pages_of
from glossator.domain.records import Annotation, AnnotationId, Status
from helpers.records import make_annotation, make_report, make_segment, make_theme

REPORTS = [make_report(), make_report("A/67/170")]
THEMES = [make_theme(), make_theme("Legal aid")]
MADE = [make_annotation(report) for report in REPORTS for _ in range(3)]

STEPS = st.lists(
    st.tuples(
        st.sampled_from(MADE),
        st.sets(st.sampled_from(THEMES), max_size=2),
        st.sets(st.integers(0, 2), min_size=1),
        st.sampled_from([*Status, None]),
    ),
    max_size=15,
)


@given(STEPS)
def test_what_is_kept_equals_what_a_look_at_all_annotations_finds(
    steps: list[tuple[Annotation, set[object], set[int], Status | None]],
) -> None:
    index, held = AnnotationIndex(), dict[AnnotationId, Annotation]()
    for one, themes, pages, status in steps:
        if status is None:
            index.drop(one.id)
            held.pop(one.id, None)
            continue
        held[one.id] = replace(
            one,
            theme_ids=tuple(theme.id for theme in THEMES if theme in themes),
            segments=tuple(make_segment(page=page) for page in sorted(pages)),
            status=status,
        )
        index.put(held[one.id])
        everything = list(held.values())
        assert set(index.all()) == set(everything)
        assert (len(index), one.id in index, index.get(one.id)) == (len(held), True, held[one.id])
        for report in REPORTS:
            of_it = {each for each in everything if each.report_id == report.id}
            assert set(index.of_report(report.id)) == of_it
            on_pages = {page: set(stand) for page, stand in index.on_pages(report.id).items()}
            assert on_pages == {
                page: there
                for page in range(3)
                if (there := {each for each in of_it if page in pages_of(each)})
            }
        for wanted in ({THEMES[0].id}, {theme.id for theme in THEMES}):
            found = list(index.carrying(wanted))
            assert len(found) == len(set(found))
            assert set(found) == {each for each in everything if wanted & set(each.theme_ids)}


def test_a_page_keeps_its_tuple_until_something_on_it_changes() -> None:
    index = AnnotationIndex()
    first, second = make_annotation(REPORTS[0]), make_annotation(REPORTS[0], page=1)
    index.put(first)
    index.put(second)
    before = dict(index.on_pages(REPORTS[0].id))
    index.put(replace(second, note="New"))
    after = index.on_pages(REPORTS[0].id)
    assert after[0] is before[0]
    assert after[1] is not before[1]


def test_a_passage_that_was_not_found_again_stands_on_no_page() -> None:
    assert not pages_of(make_annotation(status=Status.DETACHED))
    assert pages_of(make_annotation(page=3)) == {3}
