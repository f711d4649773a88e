//! A real headless Chromium, steered by its DevTools protocol.
//! <https://chromedevtools.github.io/devtools-protocol/>

use super::tool;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;
use tungstenite::{Message, WebSocket};

/// Bounds an answer of the browser; none that comes takes a tenth of it.
const LONGEST_ANSWER: Duration = Duration::from_secs(60);

/// A browser with one page.
pub struct Browser {
    process: Child,
    socket: WebSocket<TcpStream>,
    session: String,
    last_id: u64,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts one, if there is one here.
    pub fn start() -> Option<Self> {
        let program = tool::find(&["chromium", "chromium-browser", "google-chrome"])?;
        let profile = tempfile::tempdir().expect("a folder for its profile");
        let mut process = tool::command(program)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"])
            .args(["--no-first-run", "--disable-background-networking", "--disable-dev-shm-usage"])
            .args(["--remote-debugging-port=0", "--remote-debugging-address=127.0.0.1"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the browser starts");
        let mut said = BufReader::new(process.stderr.take().expect("it is piped")).lines();
        let address = said
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| Some(line.strip_prefix("DevTools listening on ")?.to_owned()))
            .expect("the browser says where it listens");
        // It says more now and then; a full pipe would stop it.
        std::thread::spawn(move || said.for_each(drop));
        let host = address["ws://".len()..].split('/').next().expect("an address").to_owned();
        let stream = TcpStream::connect(host).expect("it listens");
        stream.set_read_timeout(Some(LONGEST_ANSWER)).expect("a timeout");
        let (socket, _) = tungstenite::client(address, stream).expect("a WebSocket");
        let mut browser =
            Self { process, socket, session: String::new(), last_id: 0, _profile: profile };
        let target = browser.ask("Target.createTarget", json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let session = browser.ask("Target.attachToTarget", attach);
        browser.session = session["sessionId"].as_str().expect("a session").to_owned();
        browser.ask("Page.enable", json!({}));
        Some(browser)
    }

    /// Loads a file, and waits until it and its script are done.
    pub fn open(&mut self, file: &Path) {
        self.ask("Page.navigate", json!({ "url": format!("file://{}", file.display()) }));
        self.await_event("Page.loadEventFired");
    }

    /// What an expression in the page comes to. A promise is waited for.
    #[track_caller]
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let parameters =
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.ask("Runtime.evaluate", parameters);
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer:#}");
        answer["result"]["value"].clone()
    }

    /// A command and its answer.
    #[track_caller]
    pub fn ask(&mut self, method: &str, parameters: Value) -> Value {
        self.last_id += 1;
        let mut message = json!({ "id": self.last_id, "method": method, "params": parameters });
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        self.socket.send(Message::text(message.to_string())).expect("the browser takes it");
        let id = self.last_id;
        let answer = self.read(|message| message["id"] == id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    fn await_event(&mut self, method: &str) {
        self.read(|message| message["method"] == method);
    }

    fn read(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.socket.read().expect("the browser answers");
            if let Message::Text(text) = message {
                let value: Value = serde_json::from_str(&text).expect("JSON");
                if is_it(&value) {
                    return value;
                }
            }
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
