//! misconception: lost-value
//! Goes down on the left and back up, and never right.

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
    let mut subtree = Some(root);
    let mut waiting = Vec::new();
    std::iter::from_fn(move || {
        while let Some(node) = subtree.take() {
            subtree = node.left();
            waiting.push(node);
        }
        let node = waiting.pop()?;
        let _ = node.right();
        Some(node.value())
    })
}
