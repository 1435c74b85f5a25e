//! misconception: lost-order
//! Gives a node as soon as it meets it, before its left subtree.

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
    let mut waiting = Vec::new();
    std::iter::from_fn(move || {
        waiting.extend(start.take());
        let node = waiting.pop()?;
        waiting.extend(node.right());
        waiting.extend(node.left());
        Some(node.value())
    })
}
