//! Makes its system calls itself, on x86_64: `raw_calls --host 127.0.0.1 --port PORT`
//! connects, sends through a duplicate, reads to the end.

use std::arch::asm;

fn call(number: i64, arguments: [i64; 6]) -> i64 {
    let [first, second, third, fourth, fifth, sixth] = arguments;
    let result;
    // SAFETY: the pointers among the arguments are to variables that are alive.
    unsafe {
        asm!(
            "syscall",
            inlateout("rax") number => result,
            in("rdi") first,
            in("rsi") second,
            in("rdx") third,
            in("r10") fourth,
            in("r8") fifth,
            in("r9") sixth,
            lateout("rcx") _,
            lateout("r11") _,
        );
    }
    result
}

fn main() {
    const READ: i64 = 0;
    const WRITE: i64 = 1;
    const CLOSE: i64 = 3;
    const SOCKET: i64 = 41;
    const CONNECT: i64 = 42;
    const SHUTDOWN: i64 = 48;
    const DUP: i64 = 32;
    let port: u16 = std::env::args().nth(4).unwrap().parse().unwrap();
    let socket = call(SOCKET, [2, 1, 6, 0, 0, 0]);
    let mut address = [0_u8; 16];
    address[0] = 2;
    address[2..4].copy_from_slice(&port.to_be_bytes());
    address[4..8].copy_from_slice(&[127, 0, 0, 1]);
    call(CONNECT, [socket, address.as_ptr() as i64, 16, 0, 0, 0]);
    let twin = call(DUP, [socket, 0, 0, 0, 0, 0]);
    let text = "a line with \0 and \x1b[31m\n";
    call(WRITE, [twin, text.as_ptr() as i64, text.len() as i64, 0, 0, 0]);
    call(SHUTDOWN, [twin, 1, 0, 0, 0, 0]);
    let mut buffer = [0_u8; 20];
    while call(READ, [socket, buffer.as_mut_ptr() as i64, 20, 0, 0, 0]) > 0 {}
    // A bad address, and a descriptor that is no socket.
    call(CONNECT, [twin, 8, 16, 0, 0, 0]);
    call(CLOSE, [socket, 0, 0, 0, 0, 0]);
    call(CLOSE, [twin, 0, 0, 0, 0, 0]);
}
