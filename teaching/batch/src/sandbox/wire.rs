//! What the judge and the starter of a box tell each other, over a pair of sockets that
//! keep messages apart (SOCK_SEQPACKET, unix(7)). Open files travel with a message
//! (SCM_RIGHTS). Knows neither side.
//!
//! Each start of a program takes five messages, and most of them must take no memory: so
//! they are bytes, and nothing that has to be parsed.

use lab::exit::Exit;
use rustix::io::Errno;
use rustix::net::{
    AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, SocketFlags, SocketType, recvmsg, sendmsg, socketpair,
};
use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind, IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{BorrowedFd, OwnedFd};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

/// The longest request, in bytes: what such a socket takes, and a little more (socket(7),
/// wmem_default).
pub const LONGEST_REQUEST: usize = 256 * 1024;

/// Bytes of a reply: what it is, and a number.
const REPLY: usize = 1 + size_of::<i32>();

/// The most files that a message brings along.
const MOST_FILES: usize = 2;

/// What ends a word: no argument or variable can have it in it (execve(2)).
const END: u8 = 0;

/// What the starter is asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// A program. Its standard output and standard error come along.
    Start(Start),
    /// To wait for its end. Until then its process id stays its own, whatever happens.
    Wait,
}

/// A program to be started.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// The program's file and its arguments.
    pub command: Vec<OsString>,
    /// All of its environment.
    pub environment: Vec<(OsString, OsString)>,
}

/// What becomes of a program, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// It runs.
    Started,
    /// Or it could not be started: the system's number of the error. Nothing follows.
    NotStarted(i32),
    /// It has ended by itself, with this exit status, and all that it has started is gone.
    Status(i32),
    /// Or this signal has ended it.
    Signal(i32),
    /// Nothing shows that it has been there.
    AsNew,
    /// Or something does.
    Used,
}

/// The two ends.
///
/// # Errors
/// If the system has none to give.
pub fn pair() -> io::Result<(OwnedFd, OwnedFd)> {
    Ok(socketpair(AddressFamily::UNIX, SocketType::SEQPACKET, SocketFlags::CLOEXEC, None)?)
}

impl Request {
    /// Sends it, and copies of open files.
    ///
    /// # Errors
    /// If it is too long, or nobody is at the other end.
    pub fn send(&self, end: BorrowedFd<'_>, files: &[BorrowedFd<'_>]) -> io::Result<()> {
        send(end, &self.to_bytes(), files)
    }

    /// Waits for one, and gives the files that came along. `None` if nobody is at the other end
    /// any more. The buffer must have room for [`LONGEST_REQUEST`].
    ///
    /// # Errors
    /// If it is none.
    pub fn receive(
        end: BorrowedFd<'_>,
        buffer: &mut [u8],
    ) -> io::Result<Option<(Self, Vec<OwnedFd>)>> {
        let Some((length, files)) = receive(end, buffer)? else { return Ok(None) };
        let request = Self::from_bytes(&buffer[..length]).ok_or(ErrorKind::InvalidData)?;
        Ok(Some((request, files)))
    }

    /// The words of a command are counted, those of the environment are the rest.
    fn to_bytes(&self) -> Vec<u8> {
        let Self::Start(Start { command, environment }) = self else { return Vec::from(*b"wait") };
        let mut bytes = Vec::from(u32::try_from(command.len()).unwrap_or_default().to_ne_bytes());
        let mut add = |word: &OsStr| {
            bytes.extend_from_slice(word.as_bytes());
            bytes.push(END);
        };
        command.iter().for_each(|word| add(word));
        for (name, value) in environment {
            add(name);
            add(value);
        }
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes == b"wait" {
            return Some(Self::Wait);
        }
        let (count, words) = bytes.split_first_chunk()?;
        let mut words = words.split_inclusive(|&byte| byte == END).map(|word| {
            let word = word.strip_suffix(&[END])?;
            Some(OsString::from_vec(word.to_vec()))
        });
        let mut start = Start::default();
        for _ in 0..u32::from_ne_bytes(*count) {
            start.command.push(words.next()??);
        }
        while let Some(name) = words.next() {
            start.environment.push((name?, words.next()??));
        }
        Some(Self::Start(start))
    }
}

impl Reply {
    /// How the program has ended, if that is what it says.
    #[must_use]
    pub fn exit(self) -> Option<Exit> {
        match self {
            Self::Status(status) => Some(Exit::Status(status)),
            Self::Signal(signal) => Some(Exit::Signal(signal)),
            Self::Started | Self::NotStarted(_) | Self::AsNew | Self::Used => None,
        }
    }

    /// Sends it.
    ///
    /// # Errors
    /// If nobody is at the other end.
    pub fn send(self, end: BorrowedFd<'_>) -> io::Result<()> {
        send(end, &self.to_bytes(), &[])
    }

    /// Waits for one. `None` if nobody is at the other end any more.
    ///
    /// # Errors
    /// If it is none.
    pub fn receive(end: BorrowedFd<'_>) -> io::Result<Option<Self>> {
        let mut bytes = [0; REPLY];
        if receive(end, &mut bytes)?.is_none() {
            return Ok(None);
        }
        Ok(Some(Self::from_bytes(bytes).ok_or(ErrorKind::InvalidData)?))
    }

    fn to_bytes(self) -> [u8; REPLY] {
        let (kind, number) = match self {
            Self::Started => (b's', 0),
            Self::NotStarted(error) => (b'n', error),
            Self::Status(status) => (b'e', status),
            Self::Signal(signal) => (b'k', signal),
            Self::AsNew => (b'a', 0),
            Self::Used => (b'u', 0),
        };
        let [a, b, c, d] = number.to_ne_bytes();
        [kind, a, b, c, d]
    }

    fn from_bytes([kind, a, b, c, d]: [u8; REPLY]) -> Option<Self> {
        let number = i32::from_ne_bytes([a, b, c, d]);
        Some(match kind {
            b's' => Self::Started,
            b'n' => Self::NotStarted(number),
            b'e' => Self::Status(number),
            b'k' => Self::Signal(number),
            b'a' => Self::AsNew,
            b'u' => Self::Used,
            _ => return None,
        })
    }
}

fn send(end: BorrowedFd<'_>, bytes: &[u8], files: &[BorrowedFd<'_>]) -> io::Result<()> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MOST_FILES))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    if !files.is_empty() && !control.push(SendAncillaryMessage::ScmRights(files)) {
        return Err(ErrorKind::ArgumentListTooLong.into());
    }
    sendmsg(end, &[IoSlice::new(bytes)], &mut control, SendFlags::NOSIGNAL)?;
    Ok(())
}

/// Waits for a message. Gives its length and its files.
fn receive(end: BorrowedFd<'_>, buffer: &mut [u8]) -> io::Result<Option<(usize, Vec<OwnedFd>)>> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MOST_FILES))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let length = loop {
        let mut bytes = [IoSliceMut::new(buffer)];
        match recvmsg(end, &mut bytes, &mut control, RecvFlags::CMSG_CLOEXEC) {
            Err(Errno::INTR) => {}
            // Who has gone without reading what was sent leaves a reset.
            Err(Errno::CONNRESET) => return Ok(None),
            Ok(message) if message.bytes == 0 => return Ok(None),
            other => break other?.bytes,
        }
    };
    let mut files = Vec::new();
    for message in control.drain() {
        if let RecvAncillaryMessage::ScmRights(some) = message {
            files.extend(some);
        }
    }
    Ok(Some((length, files)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::io::{Read as _, Write as _};
    use std::os::fd::AsFd as _;

    fn words(words: &[&[u8]]) -> Vec<OsString> {
        words.iter().map(|word| OsString::from_vec(word.to_vec())).collect()
    }

    #[test]
    fn a_start_comes_through_whatever_bytes_its_words_have() {
        let (ours, theirs) = pair().unwrap();
        let request = || {
            Request::Start(Start {
                command: words(&[b"/a", b"", b"no \xff UTF-8", b"wait"]),
                environment: vec![("A".into(), "".into()), ("B".into(), "=\n".into())],
            })
        };
        for request in [request(), Request::Wait, Request::Start(Start::default())] {
            request.send(ours.as_fd(), &[]).unwrap();
            assert_eq!(
                Request::receive(theirs.as_fd(), &mut [0; 1000]).unwrap().unwrap().0,
                request
            );
        }
    }

    #[test]
    fn a_reply_comes_through_with_its_number() {
        let (ours, theirs) = pair().unwrap();
        for reply in [
            Reply::Started,
            Reply::NotStarted(2),
            Reply::Status(139),
            Reply::Signal(6),
            Reply::AsNew,
            Reply::Used,
        ] {
            reply.send(theirs.as_fd()).unwrap();
            assert_eq!(Reply::receive(ours.as_fd()).unwrap().unwrap(), reply);
        }
    }

    #[test]
    fn open_files_come_along() {
        let (ours, theirs) = pair().unwrap();
        let (mut reader, writer) = io::pipe().unwrap();
        Request::Wait.send(ours.as_fd(), &[writer.as_fd()]).unwrap();
        drop(writer);
        let (_, files) = Request::receive(theirs.as_fd(), &mut [0; 1000]).unwrap().unwrap();
        for file in files {
            File::from(file).write_all(b"said").unwrap();
        }
        let mut said = String::new();
        reader.read_to_string(&mut said).unwrap();
        assert_eq!(said, "said");
    }

    #[test]
    fn the_end_of_the_other_side_is_told_apart_from_nonsense() {
        let (ours, theirs) = pair().unwrap();
        send(theirs.as_fd(), b"?", &[]).unwrap();
        assert!(Reply::receive(ours.as_fd()).is_err());
        drop(theirs);
        assert!(Reply::receive(ours.as_fd()).unwrap().is_none());
    }
}
