//! The seccomp filter: which system calls stop for the tracer. Hand-written,
//! for it is one comparison per call; a crate for it would be longer to compile
//! than this is to read.

use super::system_call;
use libc::{BPF_ABS, BPF_JEQ, BPF_JGE, BPF_JMP, BPF_K, BPF_LD, BPF_RET, BPF_W};
use libc::{SECCOMP_RET_ALLOW, SECCOMP_RET_TRACE, sock_filter};

/// How calls in this machine's own form are marked, `AUDIT_ARCH_…` in linux/audit.h.
#[cfg(target_arch = "x86_64")]
pub const NATIVE: u32 = 0xc000_003e;
#[cfg(target_arch = "aarch64")]
pub const NATIVE: u32 = 0xc000_00b7;

/// Calls of x32 programs have this bit in their number (asm/unistd.h). Other
/// machines have no such high numbers.
pub const X32_BIT: u32 = 0x4000_0000;

/// Where `struct seccomp_data` has the call's number and its form.
const NUMBER: u32 = 0;
const FORM: u32 = 4;

/// The filter: stops at the calls of interest and at any that is not in this
/// machine's own form; the rest runs at full speed.
pub fn build() -> Vec<sock_filter> {
    let numbers: Vec<u32> = system_call::all()
        .map(|(number, _)| u32::try_from(number).expect("numbers of calls are small"))
        .collect();
    let count = u8::try_from(numbers.len()).expect("a jump reaches 255 instructions");
    // What follows the first four: a comparison for each number, `allow`, `stop`.
    let mut filter = vec![
        load(FORM),
        jump(BPF_JEQ, NATIVE, 0, count + 3),
        load(NUMBER),
        jump(BPF_JGE, X32_BIT, count + 1, 0),
    ];
    for (number, left) in numbers.into_iter().zip((0..count).rev()) {
        filter.push(jump(BPF_JEQ, number, left + 1, 0));
    }
    filter.push(answer(SECCOMP_RET_ALLOW));
    filter.push(answer(SECCOMP_RET_TRACE));
    filter
}

fn instruction(code: u32, k: u32, if_true: u8, if_false: u8) -> sock_filter {
    let code = u16::try_from(code).expect("codes of BPF have 16 bits");
    sock_filter { code, jt: if_true, jf: if_false, k }
}

fn load(offset: u32) -> sock_filter {
    instruction(BPF_LD | BPF_W | BPF_ABS, offset, 0, 0)
}

fn jump(comparison: u32, with: u32, if_true: u8, if_false: u8) -> sock_filter {
    instruction(BPF_JMP | comparison | BPF_K, with, if_true, if_false)
}

fn answer(action: u32) -> sock_filter {
    instruction(BPF_RET | BPF_K, action, 0, 0)
}

#[cfg(test)]
mod tests {
    use super::{NATIVE, SECCOMP_RET_ALLOW, SECCOMP_RET_TRACE, X32_BIT, build, system_call};
    use libc::{BPF_JEQ, BPF_JGE, BPF_JMP, BPF_LD, BPF_RET};

    /// Runs the filter as the kernel does.
    fn run(form: u32, number: u32) -> u32 {
        let filter = build();
        let (mut at, mut loaded) = (0, 0);
        loop {
            let now = filter[at];
            at += 1;
            let code = u32::from(now.code);
            let is_true = match code & 0xf0 {
                BPF_JEQ => loaded == now.k,
                BPF_JGE => loaded >= now.k,
                _ => false,
            };
            match code & 0x07 {
                BPF_LD => loaded = if now.k == 0 { number } else { form },
                BPF_JMP => at += usize::from(if is_true { now.jt } else { now.jf }),
                BPF_RET => return now.k,
                other => panic!("instruction class {other}"),
            }
        }
    }

    #[test]
    fn calls_of_interest_stop_and_no_others() {
        for number in 0..500 {
            let expected = match system_call::numbered(u64::from(number)) {
                Some(_) => SECCOMP_RET_TRACE,
                None => SECCOMP_RET_ALLOW,
            };
            assert_eq!(run(NATIVE, number), expected, "call {number}");
        }
    }

    #[test]
    fn calls_in_another_form_stop() {
        const I386: u32 = 0x4000_0003;
        assert_eq!(run(I386, 20), SECCOMP_RET_TRACE);
        assert_eq!(run(NATIVE, X32_BIT + 39), SECCOMP_RET_TRACE);
    }
}
