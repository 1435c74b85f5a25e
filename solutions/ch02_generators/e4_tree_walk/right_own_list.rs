//! A list of boxes, each above the one that waits longer; its own `drop` takes
//! it apart in a loop.

/// A node of a tree whose children are made when they are asked for.
pub trait Node: Sized {
    /// Makes the left child, if there is one.
    fn left(&self) -> Option<Self>;

    /// Gives the node's own value.
    fn value(&self) -> u64;

    /// Makes the right child, if there is one.
    fn right(&self) -> Option<Self>;
}

struct Waiting<N> {
    node: N,
    below: Option<Box<Waiting<N>>>,
}

struct List<N>(Option<Box<Waiting<N>>>);

impl<N> List<N> {
    fn push(&mut self, node: N) {
        let below = self.0.take();
        self.0 = Some(Box::new(Waiting { node, below }));
    }

    fn pop(&mut self) -> Option<N> {
        let Waiting { node, below } = *self.0.take()?;
        self.0 = below;
        Some(node)
    }
}

impl<N> Drop for List<N> {
    fn drop(&mut self) {
        while self.pop().is_some() {}
    }
}

pub fn walk(root: impl Node) -> impl Iterator<Item = u64> {
    let mut waiting = List(None);
    let mut subtree = Some(root);
    std::iter::from_fn(move || {
        while let Some(node) = subtree.take() {
            subtree = node.left();
            waiting.push(node);
        }
        let node = waiting.pop()?;
        subtree = node.right();
        Some(node.value())
    })
}
