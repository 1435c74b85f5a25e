//! The list holds values to give, and closures that make the right children.

use std::collections::VecDeque;

/// A node of a tree whose children are made when they are asked for.
pub trait Node: Sized {
    /// Makes the left child, if there is one.
    fn left(&self) -> Option<Self>;

    /// Gives the node's own value.
    fn value(&self) -> u64;

    /// Makes the right child, if there is one.
    fn right(&self) -> Option<Self>;
}

enum Turn<N> {
    Value(N),
    Subtree(Box<dyn FnOnce() -> Option<N>>),
}

pub fn walk<N: Node + 'static>(root: N) -> impl Iterator<Item = u64> {
    let mut turns = VecDeque::new();
    turns.push_front(Turn::Subtree(Box::new(move || Some(root))));
    std::iter::from_fn(move || {
        loop {
            match turns.pop_front()? {
                Turn::Subtree(make) => {
                    let mut down = make();
                    while let Some(node) = down {
                        down = node.left();
                        turns.push_front(Turn::Value(node));
                    }
                }
                Turn::Value(node) => {
                    let value = node.value();
                    turns.push_front(Turn::Subtree(Box::new(move || {
                        node.right()
                    })));
                    return Some(value);
                }
            }
        }
    })
}
