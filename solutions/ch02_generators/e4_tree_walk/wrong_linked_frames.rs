//! misconception: deep-recursion
//! Keeps who waits in a chain of boxes: to drop it is a recursion as deep as
//! the chain is long.

/// A node of a tree whose children are made when they are asked for.
pub trait Node: Sized {
    /// Makes the left child, if there is one.
    fn left(&self) -> Option<Self>;

    /// Gives the node's own value.
    fn value(&self) -> u64;

    /// Makes the right child, if there is one.
    fn right(&self) -> Option<Self>;
}

struct Frame<N> {
    node: N,
    below: Option<Box<Self>>,
}

pub fn walk(root: impl Node) -> impl Iterator<Item = u64> {
    let mut subtree = Some(root);
    let mut top = None;
    std::iter::from_fn(move || {
        while let Some(node) = subtree.take() {
            subtree = node.left();
            top = Some(Box::new(Frame { node, below: top.take() }));
        }
        let Frame { node, below } = *top.take()?;
        top = below;
        subtree = node.right();
        Some(node.value())
    })
}
