//! misconception: not-lazy
//! As the list, but walks at the first `next`: late is not yet lazy.

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
    std::iter::once_with(move || {
        let mut values = Vec::new();
        collect(&root, &mut values);
        values
    })
    .flatten()
}

fn collect(node: &impl Node, values: &mut Vec<u64>) {
    if let Some(left) = node.left() {
        collect(&left, values);
    }
    values.push(node.value());
    if let Some(right) = node.right() {
        collect(&right, values);
    }
}
