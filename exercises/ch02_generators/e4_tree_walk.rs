//! All values of a tree in order: left subtree, node, right subtree.
//!
//!        2
//!       / \        walk(tree) gives 1, 2, 3
//!      1   3
//!
//! - Nothing is asked of the tree before the first `next`, and then only the
//!   nodes on the way down to the next value: a tree may have no end on its
//!   right.
//! - Each child is asked for once: `left` and `right` make a new node.
//! - A tree may be a million levels deep, on either side: who waits for its
//!   turn must not wait on the call stack.
//!
//! In Python: `yield from walk(left)`, then `yield value`, then `yield from
//! walk(right)`. Who waits for whom in there, and where can you keep it?

/// A node of a tree whose children are made when they are asked for.
pub trait Node: Sized {
    /// Makes the left child, if there is one.
    fn left(&self) -> Option<Self>;

    /// Gives the node's own value.
    fn value(&self) -> u64;

    /// Makes the right child, if there is one.
    fn right(&self) -> Option<Self>;
}

/// Gives all values below `root`, and its own, in order.
pub fn walk(root: impl Node) -> impl Iterator<Item = u64> {
    std::iter::from_fn(move || {
        todo!("give the value after the last one, below {}", root.value())
    })
}
