//! What a terminal shows of a program's output: as much of one as the watch
//! needs.

const ROWS: usize = 60;
const COLUMNS: usize = 200;

/// The rows of the screen after this output.
pub(crate) fn shown(output: &str) -> String {
    let mut grid = Grid::new();
    let mut rest = output.chars();
    while let Some(c) = rest.next() {
        match c {
            '\x1b' => {
                if rest.clone().next() == Some('[') {
                    rest.next();
                    let mut code = String::new();
                    for c in rest.by_ref() {
                        code.push(c);
                        if c.is_ascii_alphabetic() {
                            break;
                        }
                    }
                    // The last one may not be there as a whole.
                    if code.ends_with(|c: char| c.is_ascii_alphabetic()) {
                        grid.obey(&code);
                    }
                }
            }
            '\r' => grid.column = 0,
            '\n' => grid.row = (grid.row + 1).min(ROWS - 1),
            c => grid.put(c),
        }
    }
    let rows = grid
        .cells
        .iter()
        .map(|row| row.iter().collect::<String>().trim_end().to_owned());
    rows.collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

struct Grid {
    cells: Vec<Vec<char>>,
    row: usize,
    column: usize,
}

impl Grid {
    fn new() -> Self {
        Self { cells: vec![vec![' '; COLUMNS]; ROWS], row: 0, column: 0 }
    }

    fn put(&mut self, c: char) {
        self.cells[self.row][self.column.min(COLUMNS - 1)] = c;
        self.column += 1;
    }

    fn obey(&mut self, code: &str) {
        let (numbers, what) = code.split_at(code.len() - 1);
        let mut numbers = numbers.split(';').map(|n| n.parse().unwrap_or(1));
        let mut next = || numbers.next().unwrap_or(1_usize).max(1) - 1;
        match what {
            "H" => {
                self.row = next().min(ROWS - 1);
                self.column = next();
            }
            // The whole screen, and another screen.
            "J" => *self = Self { row: self.row, ..Self::new() },
            "h" | "l" if code.starts_with("?1049") => *self = Self::new(),
            _ => {}
        }
    }
}

#[test]
fn a_grid_shows_what_was_put_where() {
    let output = "\x1b[?1049hlost\x1b[2J\x1b[2;3H\x1b[1mab\x1b[0m\x1b[1;1Hc";
    assert_eq!(shown(output), "c\n  ab");
}
