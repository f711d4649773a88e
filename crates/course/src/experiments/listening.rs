//! Servers: are they where they say, and where they were asked to be?

use crate::bench::{Bench, Call, Running};
use crate::step::Step;
use crate::stop::{Outcome, Stop};
use crate::surprise::{Situation, Surprise};
use crate::text::address_in;
use lab::fault::Fault;
use lab::lab::Lab;
use lab::patience;
use lab::process::Stream;
use lab::setting::Setting;
use lab::sockets::{Protocol, Socket};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::time::{Duration, Instant};

/// A server under test that listens.
pub struct Server {
    /// The program.
    pub program: Running,
    /// The address that it announced.
    pub announced: SocketAddr,
    /// Where we reach it: the announced port, at a loopback address.
    pub at: SocketAddr,
    /// The sockets that it owns, according to the operating system.
    sockets: Vec<Socket>,
}

/// What comes before a server's options on the command line.
pub fn server_call(step: Step) -> Call {
    match step {
        Step::UdpPair => Call::new().argument("server"),
        Step::ResolveAndConnect | Step::GreetingServer | Step::Client | Step::Ipv6Server => {
            Call::new()
        }
    }
}

fn protocol(step: Step) -> Protocol {
    if step == Step::UdpPair { Protocol::Udp } else { Protocol::Tcp }
}

impl Bench<'_> {
    /// The transport protocol of the step.
    #[must_use]
    pub fn protocol(&self) -> Protocol {
        protocol(self.step())
    }

    /// Starts the server on a loopback address and a port that we choose.
    ///
    /// # Errors
    /// If it does not listen there.
    pub fn serve(&mut self) -> Outcome<Server> {
        let host = self.loopback()?;
        let port = lab::ports::choose(self.protocol(), &[host])?;
        self.serve_at(host, port, Situation::First)
    }

    /// Starts the server on HOST and PORT.
    ///
    /// # Errors
    /// If it does not listen there.
    pub fn serve_at(&mut self, host: IpAddr, port: u16, situation: Situation) -> Outcome<Server> {
        let call = server_call(self.step()).host(host).port(port);
        self.serve_with(&Setting::Plain, call, SocketAddr::new(host, port), situation)
    }

    /// Starts the server with these arguments; we reach it at `expected`, if
    /// what it announces is there. Port 0 stands for any.
    ///
    /// # Errors
    /// If it does not listen there.
    pub fn serve_with(
        &mut self,
        setting: &Setting,
        call: Call,
        expected: SocketAddr,
        situation: Situation,
    ) -> Outcome<Server> {
        let program = self.start_in(setting, call)?;
        listen(&self.lab, program, protocol(self.step()), expected, situation)
    }
}

/// Waits until a server that was started announces itself, and checks what it
/// says with the operating system.
///
/// # Errors
/// If it does not listen where it says, or says another port than `expected`.
pub fn listen(
    lab: &Lab<'_>,
    mut program: Running,
    protocol: Protocol,
    expected: SocketAddr,
    situation: Situation,
) -> Outcome<Server> {
    // A log line may begin like that, too; but it does not go on with an address.
    let line = program.process.wait_line(Stream::Stdout, 0, patience::STEP, |line| {
        line.strip_prefix("Listening on ").and_then(address_in)
    });
    let Ok((announced, _)) = line else {
        let stdout = program.process.printed(Stream::Stdout);
        let unreadable = String::from_utf8_lossy(&stdout)
            .lines()
            .find(|line| line.starts_with("Listening on ") && stdout.ends_with(b"\n"))
            .map(str::to_owned);
        return Err(program.surprised(match unreadable {
            Some(line) => Surprise::Unreadable { line },
            None => Surprise::NotAnnounced { situation },
        }));
    };
    lab.transcript.grader(lab::transcript::Kind::Socket, "looked up its sockets");
    let sockets = await_socket(&mut program, protocol, announced)?;
    let port_is_right = if expected.port() == 0 {
        announced.port() != 0
    } else {
        announced.port() == expected.port()
    };
    let is_local = announced.ip().is_loopback() || announced.ip().is_unspecified();
    if !port_is_right || !(is_local || announced.ip() == expected.ip()) {
        return Err(program.surprised(Surprise::AnnouncedElsewhere { expected, announced }));
    }
    let ip = if announced.ip().is_unspecified() { expected.ip() } else { announced.ip() };
    Ok(Server { program, announced, at: SocketAddr::new(ip, announced.port()), sockets })
}

/// The operating system confirms that the program owns the socket it announced
/// (the port; the address is the matter of a check of its own). Its tables are
/// not read in one go, so a socket can be missed once: one look proves nothing.
fn await_socket(
    program: &mut Running,
    protocol: Protocol,
    announced: SocketAddr,
) -> Outcome<Vec<Socket>> {
    /// Sooner than this nobody would have noticed.
    const LATE: Duration = Duration::from_millis(300);
    let start = Instant::now();
    let mut looks = 0;
    loop {
        let sockets = program.process.sockets()?;
        looks += 1;
        if sockets.iter().any(|socket| is_at(socket, protocol, announced)) {
            let came_late = start.elapsed() > LATE && looks > 5;
            if came_late {
                let surprise = Surprise::NotListening { announced, protocol, came_late };
                return Err(program.surprised(surprise));
            }
            return Ok(sockets);
        }
        let is_over = start.elapsed() > patience::LATE_LISTEN || program.process.exit().is_some();
        if is_over && looks > 5 {
            let surprise = Surprise::NotListening { announced, protocol, came_late: false };
            return Err(program.surprised(surprise));
        }
        // Ends early if the program ends.
        let pause = patience::LATE_LISTEN / 100;
        program.process.let_run(pause);
    }
}

/// Whether a socket can be what the program announced: the protocol, the port
/// and the family. An IPv6 socket may serve IPv4 (`[::]`), never the other way.
fn is_at(socket: &Socket, protocol: Protocol, announced: SocketAddr) -> bool {
    socket.protocol == protocol
        && socket.address.port() == announced.port()
        && (socket.address.is_ipv6() || announced.is_ipv4())
}

/// Given a port, the server listens there.
pub fn listens_on_the_given_port(bench: &mut Bench<'_>) -> Outcome {
    bench.serve().map(drop)
}

/// The line comes when the socket listens, and not before. Where the system lets
/// us (Linux), the server stands still while it prints its first line, and we look
/// whether it listens. Elsewhere we can only look right after the line.
pub fn announces_once_it_listens(bench: &mut Bench<'_>) -> Outcome {
    #[cfg(target_os = "linux")]
    {
        let host = bench.loopback()?;
        let port = lab::ports::choose(bench.protocol(), &[host])?;
        let at = SocketAddr::new(host, port);
        let program = bench.start_full(server_call(bench.step()).host(host).port(port))?;
        let program = expect_silence_before_listen(program, bench.protocol(), at)?;
        listen(&bench.lab, program, bench.protocol(), at, Situation::First).map(drop)
    }
    #[cfg(not(target_os = "linux"))]
    bench.serve().map(drop)
}

/// Does not begin with the announcement while it has no socket at `at`. A log line
/// may come before.
#[cfg(target_os = "linux")]
fn expect_silence_before_listen(
    mut program: Running,
    protocol: Protocol,
    at: SocketAddr,
) -> Outcome<Running> {
    /// The tables are not read in one go, see `await_socket`.
    const LOOKS: usize = 20;
    let is_stuck = program.process.wait_until_stuck(patience::STEP);
    let mut is_there = !is_stuck;
    for _ in 0..LOOKS {
        if is_there {
            break;
        }
        let sockets = program.process.sockets()?;
        is_there = sockets.iter().any(|socket| is_at(socket, protocol, at));
    }
    program.process.release();
    let first = program.process.wait_line(Stream::Stdout, 0, patience::STEP, |line| {
        Some(line.strip_prefix("Listening on ").and_then(address_in))
    });
    match first {
        Ok((Some(announced), _)) if !is_there && announced.port() == at.port() => {
            let surprise = Surprise::NotListening { announced, protocol, came_late: true };
            Err(program.surprised(surprise))
        }
        Ok(_) | Err(_) => Ok(program),
    }
}

/// Given port 0, the server announces the port that the system chose.
pub fn announces_the_port_it_got(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    bench.serve_at(host, 0, Situation::First).map(drop)
}

/// The server's socket is bound to HOST, not to every address.
pub fn binds_exactly_its_host(bench: &mut Bench<'_>) -> Outcome {
    let mut server = bench.serve()?;
    expect_exact_host(&mut server, bench.protocol())
}

fn expect_exact_host(server: &mut Server, protocol: Protocol) -> Outcome {
    let expected = bench_host(&server.program, server.announced);
    let mut ours = server.sockets.iter().filter(|socket| socket.protocol == protocol);
    if ours.any(|socket| socket.address.ip() != expected.ip()) {
        return Err(server.program.surprised(Surprise::BoundElsewhere { expected }));
    }
    if server.announced != expected {
        let announced = server.announced;
        return Err(server.program.surprised(Surprise::AnnouncedElsewhere { expected, announced }));
    }
    Ok(())
}

fn bench_host(program: &Running, announced: SocketAddr) -> SocketAddr {
    let host = program.asked.host.as_deref().and_then(|host| host.parse().ok());
    SocketAddr::new(host.unwrap_or(announced.ip()), announced.port())
}

/// HOST is a name.
pub fn resolves_its_host(bench: &mut Bench<'_>) -> Outcome {
    let addresses = lab::host::addresses_of("localhost");
    let wanted = if bench.step() == Step::Ipv6Server { IpAddr::is_ipv6 } else { |_: &IpAddr| true };
    let Some(&address) = addresses.iter().find(|address| address.is_loopback() && wanted(address))
    else {
        return Err(lab::host::Lack::Localhost.into());
    };
    let call = server_call(bench.step()).host("localhost").port(0);
    let mut server =
        bench.serve_with(&Setting::Plain, call, SocketAddr::new(address, 0), Situation::Named)?;
    if addresses.contains(&server.announced.ip()) {
        return Ok(());
    }
    let expected = SocketAddr::new(address, server.announced.port());
    Err(server.program.surprised(Surprise::BoundElsewhere { expected }))
}

/// HOST is a name with two addresses, one of which is in use; then the other.
pub fn binds_the_first_address_it_can(bench: &mut Bench<'_>) -> Outcome {
    let (first, second) = bench.two_loopbacks()?;
    let name = bench.name();
    let setting = Setting::Names(vec![(first, name.clone()), (second, name.clone())]);
    bench.lab.host.offers(&setting)?;
    for (busy, free) in [(first, second), (second, first)] {
        let port = lab::ports::choose(bench.protocol(), &[first, second])?;
        let _occupied = occupy(bench, SocketAddr::new(busy, port))?;
        let call = server_call(bench.step()).host(&name).port(port);
        bench.serve_with(
            &setting,
            call,
            SocketAddr::new(free, port),
            Situation::NamedWithUnusable,
        )?;
    }
    Ok(())
}

/// HOST is left out.
pub fn listens_on_its_default_host(bench: &mut Bench<'_>) -> Outcome {
    let expected = default_host(bench)?;
    let port = lab::ports::choose(bench.protocol(), &[expected])?;
    let mut server = bench.serve_with(
        &Setting::Plain,
        server_call(bench.step()).port(port),
        SocketAddr::new(expected, port),
        Situation::DefaultHost,
    )?;
    if lab::host::addresses_of(&default_name(bench)).contains(&server.announced.ip()) {
        return Ok(());
    }
    Err(server
        .program
        .surprised(Surprise::BoundElsewhere { expected: SocketAddr::new(expected, port) }))
}

/// HOST and PORT are left out. In a network of its own, where the default port
/// is free and the machine's name is ours.
pub fn listens_on_its_default_port(bench: &mut Bench<'_>) -> Outcome {
    const DEFAULT_PORT: u16 = 12345;
    let address = bench.loopback()?;
    let setting = Setting::PrivateNetwork(vec![(address, lab::host::name())]);
    let expected = SocketAddr::new(address, DEFAULT_PORT);
    bench
        .serve_with(&setting, server_call(bench.step()), expected, Situation::DefaultHostAndPort)
        .map(drop)
}

fn default_name(bench: &Bench<'_>) -> String {
    if bench.step() == Step::Ipv6Server { "::1".to_owned() } else { lab::host::name() }
}

fn default_host(bench: &Bench<'_>) -> Outcome<IpAddr> {
    if bench.step() == Step::Ipv6Server {
        bench.need_ipv6()?;
    }
    let addresses = lab::host::addresses_of(&default_name(bench));
    addresses.first().copied().ok_or_else(|| Stop::from(lab::host::Lack::HostName))
}

/// Something of ours that keeps a port busy.
pub enum Occupied {
    /// A TCP listener.
    Tcp(std::net::TcpListener),
    /// A UDP socket.
    Udp(std::net::UdpSocket),
}

/// Keeps the port busy with a socket of ours.
///
/// # Errors
/// If it is taken.
pub fn occupy(bench: &Bench<'_>, at: SocketAddr) -> Outcome<Occupied> {
    let taken = |_| Fault::PortTaken(at);
    bench.lab.transcript.grader(lab::transcript::Kind::Socket, format!("kept {at} busy"));
    Ok(match bench.protocol() {
        Protocol::Tcp => Occupied::Tcp(std::net::TcpListener::bind(at).map_err(taken)?),
        Protocol::Udp => Occupied::Udp(std::net::UdpSocket::bind(at).map_err(taken)?),
    })
}

/// Someone else has the port.
pub fn reports_a_busy_port(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    let port = lab::ports::choose(bench.protocol(), &[host])?;
    let _occupied = occupy(bench, SocketAddr::new(host, port))?;
    let call = server_call(bench.step()).host(host).port(port);
    bench.start(call)?.expect_report(crate::surprise::Trouble::PortBusy)
}

/// The port is privileged.
pub fn reports_a_privileged_port(bench: &mut Bench<'_>) -> Outcome {
    let host = bench.loopback()?;
    // A port below 1024 that we may bind is refused only to who has fewer
    // rights than we; one that is refused to us needs no such setting.
    let port = u16::try_from(bench.lab.dice.number(700..1000)).expect("below 1000");
    let setting = match lab::ports::obstacle(bench.protocol(), SocketAddr::new(host, port)) {
        Some(std::io::ErrorKind::PermissionDenied) => Setting::Plain,
        _ if may_lower_rights() => Setting::Unprivileged,
        _ => return Err(lab::host::Lack::PrivilegedPorts.into()),
    };
    let call = server_call(bench.step()).host(host).port(port);
    bench.start_in(&setting, call)?.expect_report(crate::surprise::Trouble::PortPrivileged)
}

/// Whether a program without privileges would be refused what we may do.
/// (ip(7): `ip_unprivileged_port_start`; where it is 0, everyone may.)
#[must_use]
pub fn may_lower_rights() -> bool {
    std::fs::read_to_string("/proc/sys/net/ipv4/ip_unprivileged_port_start")
        .is_ok_and(|first| first.trim().parse::<u32>().is_ok_and(|first| first >= 1024))
}

/// HOST does not resolve.
pub fn reports_an_unknown_host(bench: &mut Bench<'_>) -> Outcome {
    let (setting, name) = super::dialling::unknown_name(bench);
    let call = server_call(bench.step()).host(name).port(0);
    bench.start_in(&setting, call)?.expect_report(crate::surprise::Trouble::UnknownName)
}

/// The server, given an IPv6 address as HOST, has bound exactly that.
///
/// # Errors
/// If it has not, or the machine has no IPv6.
pub fn serve_over_ipv6(bench: &mut Bench<'_>) -> Outcome<Server> {
    bench.need_ipv6()?;
    let host = IpAddr::from(Ipv6Addr::LOCALHOST);
    let port = lab::ports::choose(bench.protocol(), &[host])?;
    let mut server = bench.serve_at(host, port, Situation::First)?;
    expect_exact_host(&mut server, bench.protocol())?;
    Ok(server)
}
