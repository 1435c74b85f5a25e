//! `yield from` as a list of boxed generators: the last one runs, the others
//! wait. One `next` calls one of them, not all.

/// A node of a tree whose children are made when they are asked for.
pub trait Node: Sized {
    /// Makes the left child, if there is one.
    fn left(&self) -> Option<Self>;

    /// Gives the node's own value.
    fn value(&self) -> u64;

    /// Makes the right child, if there is one.
    fn right(&self) -> Option<Self>;
}

/// What a generator gives: a value, or a generator to delegate to.
enum Given {
    Value(u64),
    From(Part),
}

type Part = Box<dyn Iterator<Item = Given>>;

pub fn walk<N: Node + 'static>(root: N) -> Box<dyn Iterator<Item = u64>> {
    let mut running = vec![part(root)];
    Box::new(std::iter::from_fn(move || {
        loop {
            match running.last_mut()?.next() {
                Some(Given::Value(value)) => return Some(value),
                Some(Given::From(part)) => running.push(part),
                None => drop(running.pop()),
            }
        }
    }))
}

fn part<N: Node + 'static>(node: N) -> Part {
    let mut step = 0;
    Box::new(std::iter::from_fn(move || {
        while step < 3 {
            step += 1;
            let child = match step {
                1 => node.left(),
                2 => return Some(Given::Value(node.value())),
                _ => node.right(),
            };
            if let Some(child) = child {
                return Some(Given::From(part(child)));
            }
        }
        None
    }))
}
