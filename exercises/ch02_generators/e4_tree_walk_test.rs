//! Checks of `e4_tree_walk`: what the learner's file is judged by.

#[cfg_attr(
    feature = "solutions",
    path = "../../solutions/ch02_generators/e4_tree_walk.rs"
)]
mod e4_tree_walk;

use e4_tree_walk::{Node, walk};
use kit::{Slip, Tally};

/// The numbers from `low` to below `high` as a tree: in order, they ascend.
#[derive(Clone)]
struct Numbers {
    low: u64,
    high: u64,
    /// Where to part the numbers from the first to below the second.
    root: fn(u64, u64) -> u64,
    /// Counts the children that were asked for.
    asked: Tally,
}

impl Numbers {
    fn new(high: u64, root: fn(u64, u64) -> u64, limit: usize) -> Self {
        Self { low: 0, high, root, asked: Tally::up_to(limit) }
    }

    /// 15 numbers, four levels.
    fn balanced() -> Self {
        Self::new(15, |low, high| low.midpoint(high), 1_000)
    }

    /// Each node has a leaf on its left, and there is always one more on
    /// its right.
    fn endless() -> Self {
        Self::new(u64::MAX, |low, high| (low + 1).min(high - 1), 1_000)
    }

    // So that the tally names the line that asked, in the learner's file.
    #[track_caller]
    fn child(&self, low: u64, high: u64) -> Option<Self> {
        self.asked.count();
        (low < high).then(|| Self { low, high, ..self.clone() })
    }
}

impl Node for Numbers {
    #[track_caller]
    fn left(&self) -> Option<Self> {
        self.child(self.low, self.value())
    }

    fn value(&self) -> u64 {
        (self.root)(self.low, self.high)
    }

    #[track_caller]
    fn right(&self) -> Option<Self> {
        self.child(self.value() + 1, self.high)
    }
}

/// How many nodes there are below this one, itself included.
fn size(node: &impl Node) -> usize {
    let size = |child| size(&child);
    1 + node.left().map_or(0, size) + node.right().map_or(0, size)
}

#[test]
fn gives_left_then_node_then_right() {
    let got: Vec<u64> = walk(Numbers::balanced()).take(16).collect();
    let sorted: Vec<u64> = (0..15).collect();
    kit::expect_values(
        "walk(a tree of 15)",
        &got,
        &sorted,
        |slip| match slip {
            Slip::Reordered => Some("lost-order"),
            Slip::Missing | Slip::Short | Slip::Early => Some("lost-value"),
            _ => None,
        },
    );
}

#[test]
fn an_endless_tree_gives_its_first_values() {
    let got: Vec<u64> = walk(Numbers::endless()).take(7).collect();
    let call = "walk(an endless tree).take(7)";
    kit::expect_values(call, &got, &[0, 1, 2, 3, 4, 5, 6], |_| None);
}

#[test]
fn the_first_value_costs_one_way_down() {
    let tree = Numbers::new(1 << 30, u64::midpoint, 1_000);
    let asked = tree.asked.clone();
    let first = walk(tree).next();
    kit::expect("the first of 2^30 values", first, Some(0), "the leftmost");
    kit::suspect("not-lazy");
    // 31 levels, two children each, and as many again for good measure.
    assert!(
        asked.total() <= 120,
        "{} children were made to find the leftmost value, 31 levels down",
        asked.total()
    );
}

#[test]
fn nothing_is_asked_before_the_first_next() {
    let tree = Numbers::balanced();
    let asked = tree.asked.clone();
    let mut values = walk(tree);
    kit::suspect("eager-start");
    let why = "a call makes a generator, `next` runs it";
    kit::expect("children made by walk() alone", asked.total(), 0, why);
    kit::clear();
    let first = values.next();
    kit::expect("walk(a tree of 15).next()", first, Some(0), "the leftmost");
}

#[test]
fn a_value_does_not_cost_the_way_to_the_next() {
    // Nothing is left of the root; all other values go down on the left,
    // a level each, to its right.
    let parts = |low, high| if low == 0 { 0 } else { high - 1 };
    let tree = Numbers::new(500, parts, 1_000);
    let asked = tree.asked.clone();
    let first = walk(tree).next();
    kit::expect("the root of 500 values", first, Some(0), "the leftmost");
    kit::suspect("not-lazy");
    // Its two children, and theirs for good measure.
    assert!(
        asked.total() <= 6,
        "{} children were made to give the root, which has no left child: \
         go down to the next value when it is asked for",
        asked.total()
    );
}

#[test]
fn each_child_is_asked_for_once() {
    let tree = Numbers::balanced();
    let asked = tree.asked.clone();
    let n = walk(tree).take(16).count();
    let nodes = size(&Numbers::balanced());
    kit::expect("walk(a tree of 15).count()", n, nodes, "each node once");
    kit::suspect("recomputed");
    let why = "each of 15 nodes, once for each side";
    kit::expect("calls of left and right", asked.total(), 2 * nodes, why);
}

#[test]
fn a_tree_deep_on_the_left_needs_no_deep_stack() {
    kit::suspect("deep-recursion");
    let first = kit::on_small_stack(|| {
        walk(Numbers::new(10_000, |_, high| high - 1, 100_000)).next()
    });
    kit::clear();
    kit::expect("the first of 10000 levels", first, Some(0), "the leftmost");
}

#[test]
fn a_tree_deep_on_the_right_needs_no_deep_stack() {
    kit::suspect("deep-recursion");
    let last = kit::on_small_stack(|| {
        walk(Numbers::new(10_000, |low, _| low, 100_000)).nth(9_999)
    });
    kit::clear();
    kit::expect("the last of 10000 levels", last, Some(9_999), "the last");
}
