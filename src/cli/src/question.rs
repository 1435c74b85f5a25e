//! What a listing prints, asked before it runs.
//!
//! The manifest says what is asked; the right answer comes from the
//! listing's recording, so that it is what the program printed.

use std::fs;

use anyhow::{Context, Result, bail, ensure};

use crate::{
    checkout::Checkout,
    manifest::{Listing, Prediction},
    sealed,
};

/// One question, with what can be answered.
#[derive(Debug)]
pub struct Question {
    /// What is printed before the line that is asked for.
    pub before: Vec<String>,
    /// What can be chosen, or must be put in order: the same on every call.
    pub options: Vec<String>,
    /// The right answer's lines, in order: one, where one is asked for.
    pub right: Vec<String>,
}

/// What an answer comes to.
#[derive(Debug, PartialEq, Eq)]
pub enum Grade {
    Right,
    /// The first line of it that is not what was printed.
    Wrong {
        answered: String,
        printed: String,
    },
}

impl Question {
    /// What this listing asks; nothing, where the manifest asks nothing.
    ///
    /// # Errors
    /// When its recording can't be read, or is not what the manifest's
    /// question needs.
    pub fn of(checkout: &Checkout, listing: &Listing) -> Result<Option<Self>> {
        let Some(asked) = &listing.prediction else { return Ok(None) };
        let path = listing.recording();
        let printed = fs::read_to_string(checkout.path(&path))
            .with_context(|| format!("{path} can't be read"))?;
        Self::about(&listing.key(), asked, &printed)
            .with_context(|| format!("{path} and workbook.toml disagree"))
            .map(Some)
    }

    fn about(key: &str, asked: &Prediction, printed: &str) -> Result<Self> {
        let lines: Vec<String> = printed.lines().map(str::to_owned).collect();
        let (before, right, mut options) = match asked {
            Prediction::Line { number, others } => {
                let line = lines.get(number - 1).with_context(|| {
                    format!("{key} prints {} lines, not {number}", lines.len())
                })?;
                ensure!(
                    !others.contains(line),
                    "{key}: `{line}` is right and stands among the others"
                );
                let mut options = others.clone();
                options.push(line.clone());
                (&lines[..number - 1], vec![line.clone()], options)
            }
            Prediction::Order => {
                ensure!(
                    lines.len() > 2,
                    "{key} prints too few lines to put in order"
                );
                (&[][..], lines.clone(), lines.clone())
            }
        };
        // Mixed by their own names: the same order whenever it is asked.
        options.sort_by_key(|line| sealed::blob_name(&format!("{key}{line}")));
        if options == right {
            options.rotate_left(1);
        }
        Ok(Self { before: before.to_vec(), options, right })
    }

    /// Whether all options are to be put in order.
    pub fn is_order(&self) -> bool {
        self.right.len() > 1
    }

    /// Reads an answer: the numbers of its options, from 1.
    ///
    /// # Errors
    /// When it is not one: says what an answer looks like.
    pub fn read(&self, typed: &str) -> Result<Vec<usize>> {
        let last = self.options.len();
        let wanted = match self.is_order() {
            true => format!("all numbers from 1 to {last}, each once"),
            false => format!("one number from 1 to {last}"),
        };
        let mut numbers = Vec::new();
        let parts = typed.split([' ', ',', '\t']).map(str::trim);
        for part in parts.filter(|part| !part.is_empty()) {
            match part.parse() {
                Ok(number) if (1..=last).contains(&number) => {
                    numbers.push(number);
                }
                _ => bail!("`{part}` is no answer; give {wanted}"),
            }
        }
        ensure!(
            numbers.len() == self.right.len(),
            "`{}` is not the whole answer; give {wanted}",
            typed.trim()
        );
        for (place, number) in numbers.iter().enumerate() {
            ensure!(
                !numbers[..place].contains(number),
                "{number} stands in it twice; give {wanted}"
            );
        }
        Ok(numbers)
    }

    /// Compares an answer, as [`Question::read`] gives it, with what was
    /// printed. Lines that say the same stand for each other.
    pub fn grade(&self, answer: &[usize]) -> Grade {
        let lines = answer.iter().map(|number| &self.options[number - 1]);
        let wrong = lines.zip(&self.right).find(|(line, right)| line != right);
        match wrong {
            None => Grade::Right,
            Some((line, right)) => {
                Grade::Wrong { answered: line.clone(), printed: right.clone() }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: usize, others: &[&str]) -> Result<Question> {
        let others = others.iter().map(|&other| other.to_owned()).collect();
        let asked = Prediction::Line { number, others };
        Question::about("ch01/a", &asked, "one\ntwo\n")
    }

    fn order(printed: &str) -> Question {
        Question::about("ch01/a", &Prediction::Order, printed).unwrap()
    }

    /// The number of an option that says this.
    fn number(question: &Question, option: &str) -> usize {
        question.options.iter().position(|o| o == option).unwrap() + 1
    }

    #[test]
    fn the_right_line_comes_from_what_was_printed() {
        let question = line(2, &["three", "four"]).unwrap();
        assert_eq!(question.before, ["one"]);
        let answer = question.read(&number(&question, "two").to_string());
        assert_eq!(question.grade(&answer.unwrap()), Grade::Right);
        let wrong = question.grade(&[number(&question, "three")]);
        let (answered, printed) = ("three".to_owned(), "two".to_owned());
        assert_eq!(wrong, Grade::Wrong { answered, printed });
    }

    #[test]
    fn a_question_that_the_recording_does_not_fit_is_refused() {
        let told = |question: Result<Question>| {
            question.expect_err("it does not fit").to_string()
        };
        assert!(told(line(3, &["x"])).contains("prints 2 lines, not 3"));
        assert!(told(line(1, &["one"])).contains("stands among the others"));
        let few = Question::about("ch01/a", &Prediction::Order, "one\ntwo");
        assert!(told(few).contains("too few lines"));
    }

    #[test]
    fn lines_that_say_the_same_stand_for_each_other() {
        let question = order("tick\ntick\ntock\n");
        assert_ne!(question.options, question.right);
        let tock = number(&question, "tock");
        let ticks: Vec<_> = (1..=3).filter(|n| *n != tock).collect();
        for ticks in [[ticks[0], ticks[1]], [ticks[1], ticks[0]]] {
            let answer = [ticks[0], ticks[1], tock];
            assert_eq!(question.grade(&answer), Grade::Right);
        }
        let (answered, printed) = ("tock".to_owned(), "tick".to_owned());
        let wrong = question.grade(&[tock, ticks[0], ticks[1]]);
        assert_eq!(wrong, Grade::Wrong { answered, printed });
    }

    #[test]
    fn an_answer_that_is_none_is_told_what_one_looks_like() {
        let question = order("a\nb\nc\n");
        let told = |typed| question.read(typed).unwrap_err().to_string();
        assert!(told("").contains("all numbers from 1 to 3, each once"));
        assert!(told("1 2").contains("not the whole answer"));
        assert!(told("1 2 2").contains("2 stands in it twice"));
        assert!(told("1 2 4").contains("`4` is no answer"));
        assert_eq!(question.read(" 3, 1,2 ").unwrap(), [3, 1, 2]);
    }
}
