//! misconception: recomputed
//! Asks whether there is a child, then asks for it: it is made twice.

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
    let mut down = true;
    std::iter::from_fn(move || {
        waiting.extend(start.take());
        while down && waiting.last().is_some_and(has_left) {
            let left = waiting.last().and_then(Node::left);
            waiting.extend(left);
        }
        let node = waiting.pop()?;
        down = node.right().is_some();
        if down {
            waiting.extend(node.right());
        }
        Some(node.value())
    })
}

fn has_left(node: &impl Node) -> bool {
    node.left().is_some()
}
