//! The client of `udp-pair` without an answer: it waits for its timeout, sends again,
//! gives up. A busy machine makes us see and send late, and then a round may be
//! unclear; there is another, with more time.

use super::asking::{ATTEMPTS, Post, SHORT_TIMEOUT, ask, expect_printed};
use crate::bench::{Bench, Running};
use crate::stop::Outcome;
use crate::surprise::{Delivery, Surprise, Trouble};
use lab::patience;
use lab::peer::mailbox::Mail;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// Where the client has to run into it once, and we answer then: long enough
/// for us to be in time on a busy machine.
const RETRY_TIMEOUT: Duration = Duration::from_millis(100);
/// Where a stranger keeps sending meanwhile.
const PESTERED_TIMEOUT: Duration = Duration::from_millis(30);

/// The timeout of a round: what is unclear with a short one, because the machine is
/// busy, is clearer with a longer one.
fn patiently(timeout: Duration, round: usize) -> Duration {
    const MOST_DOUBLINGS: usize = 5;
    timeout * (1 << round.min(MOST_DOUBLINGS))
}

/// Our server leaves the first datagram unanswered.
pub fn sends_again(bench: &mut Bench<'_>) -> Outcome {
    const ROUNDS: usize = 4;
    for round in 1..ROUNDS {
        if let Answered::InTime(judged) = answers_the_second(bench, round - 1)? {
            return judged;
        }
    }
    // Such a wait is long enough for any machine.
    match answers_the_second(bench, ROUNDS - 1)? {
        Answered::InTime(judged) | Answered::PerhapsTooLate(judged) => judged,
    }
}

/// What the client made of our answer to its second datagram.
enum Answered {
    /// It was there before the client sent for the third time.
    InTime(Outcome),
    /// A busy machine kept us for so long that the client may have given up.
    PerhapsTooLate(Outcome),
}

fn answers_the_second(bench: &mut Bench<'_>, round: usize) -> Outcome<Answered> {
    let host = bench.loopback()?;
    let mut post = Post::open(bench, host)?;
    let (message, answer) = (bench.lab.dice.text(20), bench.lab.dice.text(24));
    let timeout = patiently(RETRY_TIMEOUT, round);
    let mut client = bench.start(ask(post.server.at(), timeout, &message))?;
    post.expect_attempt(&mut client, message.as_bytes(), 1)?;
    let attempt = post.expect_attempt(&mut client, message.as_bytes(), 2)?;
    post.server.send(answer.as_bytes(), attempt.from)?;
    let has_gone_on = post.server.receive(&client.process, Duration::ZERO)? != Mail::Deadline;
    let judged = expect_printed(&mut client, &answer, Delivery::Late);
    Ok(match has_gone_on && judged.is_err() {
        true => Answered::PerhapsTooLate(judged),
        false => Answered::InTime(judged),
    })
}

/// Our server never answers.
pub fn gives_up(bench: &mut Bench<'_>) -> Outcome {
    const ROUNDS: usize = 6;
    /// A machine that was busy elsewhere makes an even pace look uneven, too.
    const BELIEVED: usize = 3;
    let mut uneven = 0;
    for round in 0..ROUNDS {
        let timeout = patiently(SHORT_TIMEOUT, round);
        match keeps_a_pace(bench, timeout)? {
            Pace::Even => return Ok(()),
            Pace::Unclear => {}
            Pace::Uneven { measured, mut client } => {
                uneven += 1;
                if uneven == BELIEVED {
                    let asked = Some(timeout);
                    return Err(client.surprised(Surprise::Pace { asked, measured }));
                }
            }
        }
    }
    Ok(())
}

/// How a client that gets no answer waited.
enum Pace {
    /// For its timeout each time.
    Even,
    /// We saw its datagrams so late that it is not sure.
    Unclear,
    /// Once for far less than its timeout, maybe to make up for it elsewhere.
    Uneven { measured: Duration, client: Box<Running> },
}

/// One round. On a busy machine we see datagrams late, so half a timeout must do.
fn keeps_a_pace(bench: &mut Bench<'_>, timeout: Duration) -> Outcome<Pace> {
    /// A busy machine delays us as well as the client.
    const LENIENCE: Duration = Duration::from_millis(350);
    let host = bench.loopback()?;
    let mut post = Post::open(bench, host)?;
    let message = bench.lab.dice.text(20);
    let mut late = bench.lab.lateness();
    let mut client = bench.start(ask(post.server.at(), timeout, &message))?;
    let first = post.expect_attempt(&mut client, message.as_bytes(), 1)?.at;
    // A wait is as long as we saw it, or longer by what we saw its beginning late.
    let (mut last, mut waits) = (first, Vec::new());
    for number in 2..=ATTEMPTS {
        let lateness = bench.lab.lateness() - late;
        late += lateness;
        let at = post.expect_attempt(&mut client, message.as_bytes(), number)?.at;
        waits.push((at - last, lateness));
        last = at;
    }
    let pace = (last - first) / 2;
    let lateness: Duration = waits.iter().map(|(_, lateness)| *lateness).sum();
    if pace > timeout + LENIENCE + lateness {
        let asked = Some(timeout);
        return Err(client.surprised(Surprise::Pace { asked, measured: pace }));
    }
    if let Mail::Datagram { .. } = post.server.receive(&client.process, patience::STEP)? {
        return Err(client.surprised(Surprise::Attempts { expected: ATTEMPTS, got: ATTEMPTS + 1 }));
    }
    client.expect_report(Trouble::NoReply)?;
    waits.push((last.elapsed(), bench.lab.lateness() - late));
    // From before its start to after its end: however busy the machine is, that
    // cannot be less than the three waits.
    let in_all = client.started.elapsed() / 3;
    if in_all < timeout {
        let asked = Some(timeout);
        return Err(client.surprised(Surprise::Pace { asked, measured: in_all }));
    }
    let is_too_short = |wait: Duration| wait < timeout / 2;
    if let Some(&(measured, _)) = waits.iter().find(|(seen, late)| is_too_short(*seen + *late)) {
        return Ok(Pace::Uneven { measured, client: Box::new(client) });
    }
    Ok(match waits.iter().any(|(seen, _)| is_too_short(*seen)) {
        true => Pace::Unclear,
        false => Pace::Even,
    })
}

/// A stranger keeps sending; the wait for the server does not begin anew each
/// time. What we see in a round may be unclear on a busy machine, and then there
/// is another.
pub fn is_not_kept_waiting_by_strangers(bench: &mut Bench<'_>) -> Outcome {
    const ROUNDS: usize = 12;
    /// A client that the machine kept from running looks silent, too.
    const BELIEVED: usize = 3;
    let mut silent = 0;
    for round in 0..ROUNDS {
        match pester(bench, patiently(PESTERED_TIMEOUT, round))? {
            Pestered::SendsAgain => return Ok(()),
            Pestered::Unclear => {}
            Pestered::IsSilent(mut client) => {
                silent += 1;
                if silent == BELIEVED {
                    let surprise = Surprise::Attempts { expected: ATTEMPTS, got: 1 };
                    return Err(client.surprised(surprise));
                }
            }
        }
    }
    Ok(())
}

/// What a client did while a stranger kept sending.
enum Pestered {
    /// Its timeout passed, and it sent again.
    SendsAgain,
    /// It waited for far longer than its timeout.
    IsSilent(Box<Running>),
    /// The stranger paused for so long that a wait that began anew may have ended.
    Unclear,
}

/// One round with a stranger that keeps a pace, for four timeouts.
fn pester(bench: &mut Bench<'_>, timeout: Duration) -> Outcome<Pestered> {
    const PACE: Duration = Duration::from_millis(10);
    let host = bench.loopback()?;
    let mut post = Post::open(bench, host)?;
    let mut stranger = bench.lab.mailbox(SocketAddr::new(host, 0))?;
    let message = bench.lab.dice.text(20);
    let mut client = bench.start(ask(post.server.at(), timeout, &message))?;
    let attempt = post.expect_attempt(&mut client, message.as_bytes(), 1)?;
    let mut last = attempt.at;
    while attempt.at.elapsed() < timeout * 4 {
        stranger.send(b"psst", attempt.from)?;
        let sent = Instant::now();
        let mail = post.server.receive(&client.process, PACE)?;
        let now = if let Mail::Datagram { at, .. } = mail { at } else { Instant::now() };
        if sent - last > timeout * 2 / 3 || now - sent > timeout * 2 / 3 {
            return Ok(Pestered::Unclear);
        }
        match mail {
            Mail::Datagram { .. } => return Ok(Pestered::SendsAgain),
            Mail::Ended => break,
            Mail::Deadline => last = sent,
        }
    }
    Ok(Pestered::IsSilent(Box::new(client)))
}
