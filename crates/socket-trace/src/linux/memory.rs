//! Reads the memory of a tracee that stands still. What cannot be read is told as
//! shorter or absent: a program may hand the kernel any address.

use nix::errno::Errno;
use nix::sys::uio::{RemoteIoVec, process_vm_readv};
use nix::unistd::Pid;
use std::io::IoSliceMut;

/// The memory of the process that this thread belongs to.
#[derive(Clone, Copy)]
pub struct Memory {
    pub thread: libc::pid_t,
}

/// Pages, at whose edges what can be read may end, have at least so many bytes.
const PAGE: usize = 4096;

/// The longest string that is read: a path (`PATH_MAX`).
const LONGEST_STRING: usize = 4096;

/// A buffer of the program: where it is, and its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub address: u64,
    pub length: u64,
}

impl Memory {
    /// Whether it can be read at all: here, where a byte is for certain.
    pub fn try_out(self, address: u64) -> Result<(), Errno> {
        let base = usize::try_from(address).map_err(|_| Errno::EFAULT)?;
        let (remote, mut byte) = (RemoteIoVec { base, len: 1 }, [0]);
        let local = &mut [IoSliceMut::new(&mut byte)];
        process_vm_readv(Pid::from_raw(self.thread), local, &[remote]).map(drop)
    }

    /// Up to `length` bytes from `address` on.
    pub fn bytes(self, address: u64, length: usize) -> Vec<u8> {
        let mut buffer = vec![0; length];
        let Ok(base) = usize::try_from(address) else { return Vec::new() };
        if address == 0 || length == 0 {
            return Vec::new();
        }
        let remote = RemoteIoVec { base, len: length };
        let local = &mut [IoSliceMut::new(&mut buffer)];
        let read = process_vm_readv(Pid::from_raw(self.thread), local, &[remote]).unwrap_or(0);
        buffer.truncate(read);
        buffer
    }

    /// Exactly so many bytes.
    pub fn array<const N: usize>(self, address: u64) -> Option<[u8; N]> {
        self.bytes(address, N).try_into().ok()
    }

    pub fn u32(self, address: u64) -> Option<u32> {
        self.array(address).map(u32::from_ne_bytes)
    }

    pub fn i32(self, address: u64) -> Option<i32> {
        self.array(address).map(i32::from_ne_bytes)
    }

    pub fn u64(self, address: u64) -> Option<u64> {
        self.array(address).map(u64::from_ne_bytes)
    }

    /// The text up to the next NUL.
    pub fn string(self, address: u64) -> String {
        let mut text = Vec::new();
        while text.len() < LONGEST_STRING {
            let at = address.wrapping_add(text.len() as u64);
            // To the end of the page: the next one may not be there.
            let room = PAGE - usize::try_from(at).unwrap_or(0) % PAGE;
            let piece = self.bytes(at, room);
            match piece.iter().position(|&byte| byte == 0) {
                Some(end) => {
                    text.extend_from_slice(&piece[..end]);
                    break;
                }
                None if piece.is_empty() => break,
                None => text.extend_from_slice(&piece),
            }
        }
        String::from_utf8_lossy(&text).into_owned()
    }

    /// The buffers of an array of `struct iovec`.
    pub fn vectors(self, address: u64, count: u64) -> Vec<Span> {
        // More the kernel refuses (IOV_MAX, readv(2)).
        const MOST: u64 = 1024;
        const SIZE: usize = 16;
        let count = usize::try_from(count.min(MOST)).unwrap_or(0);
        self.bytes(address, count * SIZE)
            .chunks_exact(SIZE)
            .map(|vector| Span { address: word(vector, 0), length: word(vector, 8) })
            .collect()
    }

    /// The first `length` bytes of these buffers, at most `most`.
    pub fn gather(self, spans: &[Span], length: u64, most: usize) -> Vec<u8> {
        let mut left = usize::try_from(length).unwrap_or(most).min(most);
        let mut gathered = Vec::new();
        for span in spans {
            let wanted = usize::try_from(span.length).unwrap_or(left).min(left);
            let piece = self.bytes(span.address, wanted);
            left -= wanted;
            let is_whole = piece.len() == wanted;
            gathered.extend(piece);
            if !is_whole || left == 0 {
                break;
            }
        }
        gathered
    }
}

/// The eight bytes at `offset` as a number; zero where there are none.
pub fn word(bytes: &[u8], offset: usize) -> u64 {
    bytes
        .get(offset..offset + 8)
        .and_then(|word| word.try_into().ok())
        .map_or(0, u64::from_ne_bytes)
}

/// The four bytes at `offset` as a number; zero where there are none.
pub fn half_word(bytes: &[u8], offset: usize) -> u32 {
    bytes
        .get(offset..offset + 4)
        .and_then(|word| word.try_into().ok())
        .map_or(0, u32::from_ne_bytes)
}
