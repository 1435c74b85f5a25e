//! The compiler writes the struct: a `gen` block, which needs nightly.
#![feature(gen_blocks)]

// ANCHOR: blocks
/// Gives 1, 2, ..., `last`.
fn numbers(last: u32) -> impl Iterator<Item = u32> {
    gen move {
        let mut n = 0;
        while n < last {
            n += 1;
            yield n;
        }
    }
}

/// Needs its kilobyte on both sides of the `yield`.
fn buffer_across() -> impl Iterator<Item = u8> {
    gen {
        let buffer = [7_u8; 1024];
        yield 1;
        yield buffer[500];
    }
}

/// Is done with its kilobyte before the `yield`.
fn buffer_before() -> impl Iterator<Item = u8> {
    gen {
        let byte = [7_u8; 1024][500];
        yield 1;
        yield byte;
    }
}
// ANCHOR_END: blocks

pub fn main() {
    println!("{:?}", numbers(3).collect::<Vec<_>>());
    println!("numbers: {} bytes", size_of_val(&numbers(3)));
    println!("buffer across: {} bytes", size_of_val(&buffer_across()));
    println!("buffer before: {} bytes", size_of_val(&buffer_before()));
}

#[test]
fn only_what_lives_across_a_yield_is_kept() {
    assert!(numbers(3).eq([1, 2, 3]));
    assert!(buffer_across().eq(buffer_before()));
    assert!(size_of_val(&buffer_across()) > 1024);
    assert!(size_of_val(&buffer_before()) < 16);
}
