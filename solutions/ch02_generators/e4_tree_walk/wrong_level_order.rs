//! misconception: lost-order
//! A queue where a stack is needed: level by level, not in order.

/// A node of a tree whose children are made when they are asked for.
pub trait Node: Sized {
    /// Makes the left child, if there is one.
    fn left(&self) -> Option<Self>;

    /// Gives the node's own value.
    fn value(&self) -> u64;

    /// Makes the right child, if there is one.
    fn right(&self) -> Option<Self>;
}

pub fn walk(root: impl Node) -> impl Iterator<Item = u64> {
    let mut start = Some(root);
    let mut waiting = std::collections::VecDeque::new();
    std::iter::from_fn(move || {
        waiting.extend(start.take());
        let node = waiting.pop_front()?;
        waiting.extend(node.left());
        waiting.extend(node.right());
        Some(node.value())
    })
}
