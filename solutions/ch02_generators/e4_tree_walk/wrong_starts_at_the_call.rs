//! misconception: eager-start
//! Goes down to the first value when it is called, not when it is asked.

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
    let mut waiting = Vec::new();
    go_down(Some(root), &mut waiting);
    std::iter::from_fn(move || {
        let node = waiting.pop()?;
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
