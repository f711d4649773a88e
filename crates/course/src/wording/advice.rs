//! What a surprise means, and what to do next, where no known mistake says it
//! better.

use crate::evidence::Evidence;
use crate::surprise::Surprise;

/// What a surprise means, where no known mistake says it better.
#[must_use]
pub fn means(evidence: &Evidence) -> &'static str {
    if evidence.record.flooded {
        return "It printed more than 16 MB, so we stopped it.";
    }
    if evidence.record.panicked() {
        return "Your program panicked. What went wrong is in its message on standard error.";
    }
    match &evidence.surprise {
        Surprise::NotAnnounced { .. } => {
            "Nobody can know that your server is ready, or at which address."
        }
        Surprise::Unreadable { .. } => {
            "Whoever starts your server cannot read from this where it is."
        }
        Surprise::AnnouncedElsewhere { .. } => {
            "The address in the line must be the one that the socket really has."
        }
        Surprise::NotListening { .. } => {
            "The line is there, but no client can come: the operating system has no such socket of your program."
        }
        Surprise::BoundElsewhere { .. } => "Who asks for one address wants that one and no other.",
        Surprise::ServesIpv4 { .. } => "A server for IPv6 only must not quietly serve IPv4.",
        Surprise::TakesIpv4 { .. } => {
            "Your server and one for IPv4 cannot live side by side on the same port."
        }
        Surprise::Unreachable { .. } => "There is nobody any more who would accept a connection.",
        Surprise::Greeting { .. } => {
            "A client relies on getting exactly these bytes, and on the end of the stream to know that it has all."
        }
        Surprise::PeerNotReported { .. } => {
            "Who watches the server's output does not learn who has connected."
        }
        Surprise::PrintsTooMuch { .. } => "It prints without a reason, and without end.",
        Surprise::NobodyCalled { .. } => {
            "Your program did not reach the host and port that it was given."
        }
        Surprise::Talked { .. } => "In this step the connection is made and nothing is said on it.",
        Surprise::OutOfOrder { .. } => {
            "The resolver puts the addresses into the order in which they are best tried."
        }
        Surprise::Listened => {
            "In this step the connection is made and nothing is said or heard on it."
        }
        Surprise::CalledAgain => "Each connection costs the server work; one is enough.",
        Surprise::StillRunning { .. } => "Your program waits for something that does not come.",
        Surprise::Failed { .. } => {
            "Everything went well on our side, so your program should have succeeded."
        }
        Surprise::Printed { .. } => {
            "Other programs read your output; it must be exactly what is specified."
        }
        Surprise::Unreported { .. } => {
            "This failure must be expected. Who called your program needs to see it: a script from the exit status, a person from the message."
        }
        Surprise::LostBeforeReset { .. } => {
            "A reset ends the connection, but it does not undo what has arrived before."
        }
        Surprise::Help { .. } => "Nobody can use what is not described.",
        Surprise::Usage => "A typing error in an argument would go unnoticed.",
        Surprise::NoDatagram { .. } => {
            "The message never left for the address that your program was given."
        }
        Surprise::WrongMessage { .. } => "The message must arrive byte by byte as it was given.",
        Surprise::FixedPort { .. } => {
            "Two of your clients on one machine get into each other's way."
        }
        Surprise::Attempts { .. } => {
            "UDP may lose a datagram in either direction. Sending again three times is the agreed compromise."
        }
        Surprise::Pace { .. } => "Whoever calls your client decides how long it waits.",
        Surprise::NoReply { .. } => "A client waits for this answer in vain.",
        Surprise::WrongReply { .. } => {
            "The answer must be the prefix and then the bytes that came, unchanged."
        }
        Surprise::ReplyFromElsewhere { .. } => {
            "A client cannot tell this answer from one of a stranger, and drops it."
        }
        Surprise::MessageNotReported { .. } => {
            "Who watches the server's output does not learn what came, and from whom."
        }
    }
}

/// What to do next, where no known mistake says it better.
#[must_use]
pub fn next(evidence: &Evidence) -> &'static str {
    if evidence.record.flooded {
        return "look for a loop that prints and never ends";
    }
    if evidence.record.panicked() {
        return "return an error instead of calling unwrap() or expect() there";
    }
    match &evidence.surprise {
        Surprise::NotAnnounced { .. } => {
            "print the line with println! after the socket listens (for UDP, is bound)"
        }
        Surprise::Unreadable { .. } => {
            "print what local_addr() of the socket gives; its Display form is the right one"
        }
        Surprise::AnnouncedElsewhere { .. } => {
            "bind HOST and PORT as they were given, and print what local_addr() gives"
        }
        Surprise::NotListening { .. } => {
            "make the socket, bind it, listen, and print the line after that"
        }
        Surprise::BoundElsewhere { .. } => "bind the address that HOST stands for",
        Surprise::ServesIpv4 { .. } => {
            "look at each address of HOST, and refuse it if it is no IPv6 address"
        }
        Surprise::TakesIpv4 { .. } => "switch V6ONLY on before you bind",
        Surprise::Unreachable { .. } => "keep accepting in a loop that no client can end",
        Surprise::Greeting { .. } => {
            "for each connection: write all the bytes, then let the stream drop"
        }
        Surprise::PeerNotReported { .. } => {
            "print the address that accept() gives you, with println!, as soon as the client is there"
        }
        Surprise::PrintsTooMuch { .. } => "look for a loop that prints while nothing happens",
        Surprise::NobodyCalled { .. } => "connect to the host and port from the arguments",
        Surprise::Talked { .. } => "remove the write",
        Surprise::OutOfOrder { .. } => {
            "try the addresses in the order in which the resolver gives them"
        }
        Surprise::Listened => "remove the read; print the success line and end",
        Surprise::CalledAgain => "connect once, and keep that connection",
        Surprise::StillRunning { .. } => "see what it waits for, and end it there",
        Surprise::Failed { .. } => "read the message on standard error: it says what failed",
        Surprise::Printed { .. } => "compare the two texts at the caret",
        Surprise::Unreported { .. } => {
            "return the error from the function, print it with eprintln!(\"error: …\") and end with exit status 1"
        }
        Surprise::LostBeforeReset { .. } => {
            "collect what you read outside the read loop, and print it before you report the error"
        }
        Surprise::Help { .. } => {
            "give each argument a doc comment and its default, as the stub does"
        }
        Surprise::Usage => "leave the parsing to clap, as the stub does",
        Surprise::NoDatagram { .. } => {
            "send MESSAGE with send_to (or connect and send) to HOST and PORT"
        }
        Surprise::WrongMessage { .. } => "send MESSAGE.as_bytes(), the same each time",
        Surprise::FixedPort { .. } => "bind port 0: the system picks a free one",
        Surprise::Attempts { .. } => "send, wait for the timeout, and do that three times in all",
        Surprise::Pace { .. } => "set the socket's read timeout to what --timeout says",
        Surprise::NoReply { .. } => "answer every datagram, in a loop that nothing ends",
        Surprise::WrongReply { .. } => "answer with the prefix and the bytes &buffer[..length]",
        Surprise::ReplyFromElsewhere { .. } => {
            "send the answer with send_to on the socket that received the datagram"
        }
        Surprise::MessageNotReported { .. } => "print the line for each datagram, with println!",
    }
}
