//! Hints, predictions and progress over the socket.

use serde_json::{Value, json};

use super::{COUNTDOWN, Desk};
use crate::clone::Clone;

const FUNCTION: &str = "ch02/function";

/// A clone that asks what its listing prints.
fn predicting() -> Desk {
    let clone = Clone::new();
    let manifest = clone.read("workbook.toml").replace(
        "[[chapter.exercise]]",
        "[[chapter.prediction]]\nlisting = \"function\"\nline = 2\n\
         others = [\"three\"]\n\n[[chapter.exercise]]",
    );
    clone.write("workbook.toml", manifest);
    clone.write("book/recorded/ch02_generators/function.txt", "one\ntwo\n");
    Desk::of(clone)
}

#[test]
fn hints_are_those_of_the_command() {
    let desk = Desk::new();
    let hint = |take: bool| {
        desk.call("hint", &json!({ "exercise": COUNTDOWN, "take": take }))
    };
    assert_eq!(hint(false), json!({ "taken": [], "of": 3 }));
    let first = json!({ "taken": ["What is kept?"], "of": 3 });
    assert_eq!(hint(true), first);
    desk.clone.run(&["hint", "countdown"]).ends_with(0);
    let taken = hint(false)["taken"].clone();
    assert_eq!(taken, json!(["What is kept?", "One field is enough."]));
}

#[test]
fn a_prediction_is_graded_and_kept() {
    let desk = predicting();
    let asked = desk.call("question", &json!({ "listing": FUNCTION }));
    assert_eq!(asked["kind"], "line");
    assert_eq!(asked["before"], json!(["one"]));
    let options = asked["options"].as_array().unwrap();
    let place = |line: &str| options.iter().position(|o| o == line).unwrap();
    let answer = |line: &str| {
        let numbers = [place(line) + 1];
        desk.call("answer", &json!({ "listing": FUNCTION, "numbers": numbers }))
    };
    let wrong = json!({
        "right": false, "answered": "three", "printed": "two", "tries": 1,
    });
    assert_eq!(answer("three"), wrong);
    assert_eq!(answer("two"), json!({ "right": true, "tries": 2 }));
    let progress = desk.call("progress", &json!({}));
    let kept: Value = progress[0]["predictions"].clone();
    let told = json!([{ "listing": FUNCTION, "tries": 2, "right": 2 }]);
    assert_eq!(kept, told);
    let none = json!({ "listing": FUNCTION, "numbers": [3] });
    let (status, why) = desk.refused("answer", &none);
    assert_eq!((status, why.contains("one number from 1 to 2")), (400, true));
    let other = json!({ "listing": "ch02/gen_block" });
    let (status, why) = desk.refused("question", &other);
    assert_eq!((status, why.contains("no prediction")), (404, true));
}

#[test]
fn progress_is_that_of_the_commands() {
    let desk = Desk::new();
    desk.clone.solve();
    desk.clone.run(&["check", "countdown"]).ends_with(0);
    let progress = desk.call("progress", &json!({}));
    let told = json!([{
        "name": "ch02", "title": "Half way", "page": "ch02-generators.html",
        "exercises": [{
            "id": "countdown", "points": 2, "solved": true, "attempts": 1,
            "hints": 0,
        }],
        "predictions": [],
    }]);
    assert_eq!(progress, told);
}
