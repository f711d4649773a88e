//! Hints lead from a question to nearly the code, and stop there.

use course::hints;
use course::step::Step;

#[test]
fn every_step_has_at_least_three_hints() {
    for step in Step::ALL {
        assert!(hints::of(step).len() >= 3, "{step}");
    }
}

#[test]
fn the_first_hint_asks_and_the_last_shows_code() {
    for step in Step::ALL {
        let hints = hints::of(step);
        assert!(hints[0].contains('?'), "{step}: the first hint asks nothing");
        let last = hints.last().expect("a hint");
        assert!(last.lines().any(|line| line.starts_with("    ")), "{step}: no code");
    }
}

/// A hint is not the solution: the holes stay to be filled.
#[test]
fn no_hint_is_the_solution() {
    for step in Step::ALL {
        let last = *hints::of(step).last().expect("a hint");
        assert!(last.contains('…') || last.contains("// "), "{step}: nothing is left to do");
    }
}

#[test]
fn hints_fit_a_terminal_of_80_columns() {
    for step in Step::ALL {
        for line in hints::of(step).iter().flat_map(|hint| hint.lines()) {
            assert!(line.chars().count() <= 80, "{step}: {line}");
            assert_eq!(line.trim_end(), line, "{step}: blanks at the end of {line:?}");
        }
    }
}
