//! misconception: deep-recursion
//! `yield from`, word for word: each level's `next` calls the next level's.

/// A node of a tree whose children are made when they are asked for.
pub trait Node: Sized {
    /// Makes the left child, if there is one.
    fn left(&self) -> Option<Self>;

    /// Gives the node's own value.
    fn value(&self) -> u64;

    /// Makes the right child, if there is one.
    fn right(&self) -> Option<Self>;
}

pub fn walk<N: Node + 'static>(root: N) -> Box<dyn Iterator<Item = u64>> {
    Box::new(std::iter::once(root).flat_map(|node| {
        let left = node.left().into_iter().flat_map(walk);
        let rest = std::iter::once(node).flat_map(|node| {
            let right = node.right().into_iter().flat_map(walk);
            std::iter::once(node.value()).chain(right)
        });
        left.chain(rest)
    }))
}
