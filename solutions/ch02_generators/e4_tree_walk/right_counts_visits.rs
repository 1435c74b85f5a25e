//! A node stays in the list until its right side is done, and counts its visits.

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
    let mut stack = vec![(root, 0)];
    std::iter::from_fn(move || {
        loop {
            let (node, phase) = stack.last_mut()?;
            *phase += 1;
            match phase {
                1 => {
                    if let Some(left) = node.left() {
                        stack.push((left, 0));
                    }
                }
                2 => return Some(node.value()),
                3 => {
                    if let Some(right) = node.right() {
                        stack.push((right, 0));
                    }
                }
                _ => {
                    stack.pop();
                }
            }
        }
    })
}
