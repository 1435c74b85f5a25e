//! misconception: not-lazy
//! Goes down to the next value before it gives this one.

/// A node of a tree whose children are made when they are asked for.
pub trait Node: Sized {
    /// Makes the left child, if there is one.
    fn left(&self) -> Option<Self>;

    /// Gives the node's own value.
    fn value(&self) -> u64;

    /// Makes the right child, if there is one.
    fn right(&self) -> Option<Self>;
}

pub fn walk<N: Node>(root: N) -> impl Iterator<Item = u64> {
    let mut root = Some(root);
    let mut waiting = Vec::new();
    std::iter::from_fn(move || {
        go_down(root.take(), &mut waiting);
        let node: N = waiting.pop()?;
        go_down(node.right(), &mut waiting);
        Some(node.value())
    })
}

fn go_down<N: Node>(mut subtree: Option<N>, waiting: &mut Vec<N>) {
    while let Some(node) = subtree {
        subtree = node.left();
        waiting.push(node);
    }
}
