//! Asks for both children of a node at once, one step ahead of the need.

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
    // A value, and the subtree that follows it.
    let mut waiting = Vec::new();
    std::iter::from_fn(move || {
        let mut subtree = start.take();
        loop {
            while let Some(node) = subtree {
                subtree = node.left();
                waiting.push((Some(node.value()), node.right()));
            }
            let (value, right) = waiting.last_mut()?;
            if let Some(value) = value.take() {
                return Some(value);
            }
            subtree = right.take();
            waiting.pop();
        }
    })
}
