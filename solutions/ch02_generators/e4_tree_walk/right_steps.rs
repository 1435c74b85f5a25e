//! A list of what is left to do, where a node is opened once and then given.

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
    Walk { left_to_do: vec![Step::Open(root)] }
}

struct Walk<N> {
    left_to_do: Vec<Step<N>>,
}

enum Step<N> {
    /// Put the left child, the node and the right side in order.
    Open(N),
    Give(N),
}

impl<N: Node> Iterator for Walk<N> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        loop {
            match self.left_to_do.pop()? {
                Step::Open(node) => {
                    let left = node.left().map(Step::Open);
                    self.left_to_do.push(Step::Give(node));
                    self.left_to_do.extend(left);
                }
                Step::Give(node) => {
                    self.left_to_do.extend(node.right().map(Step::Open));
                    return Some(node.value());
                }
            }
        }
    }
}
