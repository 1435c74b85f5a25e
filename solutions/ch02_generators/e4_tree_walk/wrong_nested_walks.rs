//! misconception: deep-recursion
//! A walk inside a walk inside a walk: an enum holds the child's by a box.

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
    Walk::Begin(root)
}

enum Walk<N> {
    Begin(N),
    Left(Box<Self>, N),
    Right(Box<Self>),
    Done,
}

impl<N: Node> Walk<N> {
    fn right_of(node: &N) -> Self {
        let right = node.right().map(|right| Box::new(Self::Begin(right)));
        right.map_or(Self::Done, Self::Right)
    }
}

impl<N: Node> Iterator for Walk<N> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        if let Self::Right(right) = self {
            return right.next();
        }
        let node = match std::mem::replace(self, Self::Done) {
            Self::Begin(node) => match node.left() {
                Some(left) => {
                    *self = Self::Left(Box::new(Self::Begin(left)), node);
                    return self.next();
                }
                None => node,
            },
            Self::Left(mut left, node) => match left.next() {
                Some(value) => {
                    *self = Self::Left(left, node);
                    return Some(value);
                }
                None => node,
            },
            _ => return None,
        };
        *self = Self::right_of(&node);
        Some(node.value())
    }
}
