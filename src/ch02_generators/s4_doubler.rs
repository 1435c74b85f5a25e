//! A service that is sent values, typed so that misuse does not compile.

// ANCHOR: service
/// Stopped at `yield`, to be sent a value.
struct Waiting {
    served: u32,
}

enum Sent {
    /// Twice the value; it stopped at `yield` again.
    Answer(i64, Waiting),
    /// How many it doubled; it was sent 0 and is gone.
    Returned(u32),
}

/// Doubles what it is sent, until it is sent 0.
fn double() -> Waiting {
    Waiting { served: 0 }
}

impl Waiting {
    fn send(self, value: i64) -> Sent {
        if value == 0 {
            return Sent::Returned(self.served);
        }
        Sent::Answer(2 * value, Waiting { served: self.served + 1 })
    }
}
// ANCHOR_END: service

pub fn main() {
    let mut service = double();
    println!("called: it waits, and weighs {} bytes", size_of_val(&service));
    for value in [3, 8, 0] {
        match service.send(value) {
            Sent::Answer(answer, waiting) => {
                println!("sent {value}: {answer}");
                service = waiting;
            }
            Sent::Returned(served) => {
                println!("sent {value}: it returned {served}");
                return;
            }
        }
    }
}

#[test]
fn the_first_value_sent_is_the_first_one_doubled() {
    let Sent::Answer(answer, waiting) = double().send(3) else {
        panic!("it ended before it was sent 0");
    };
    assert_eq!(answer, 6);
    assert!(matches!(waiting.send(0), Sent::Returned(1)));
}
