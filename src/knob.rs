//! What a reader may turn before a listing runs.

use std::{env, str::FromStr};

/// A number that the listing may be run with: its default, unless the variable
/// `WORKBOOK_` with the knob's name in capitals is set. `workbook.toml` names
/// all knobs, with their labels and values.
///
/// # Panics
///
/// When the variable is set to what is no such number.
pub fn knob<T: FromStr>(name: &str, default: T) -> T {
    let variable = format!("WORKBOOK_{}", name.to_uppercase());
    match env::var(&variable) {
        Ok(value) => value.parse().unwrap_or_else(|_| {
            panic!("{variable} is `{value}`; set it to a number, or not at all")
        }),
        Err(_) => default,
    }
}

#[cfg(test)]
mod tests {
    use super::knob;

    #[test]
    fn a_knob_that_nobody_turned_is_at_its_default() {
        assert_eq!(knob("that_nobody_names", 3_u64), 3);
    }
}
