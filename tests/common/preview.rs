//! The real program serving a preview, asked as a browser would.

use super::Site;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Longer than any machine takes: a test that waits for it has failed.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Preview {
    pub child: Child,
    pub port: u16,
    printed: Arc<Mutex<String>>,
}

pub struct Reply {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub bytes: Vec<u8>,
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A page that is told of changes.
pub struct Listener {
    states: Receiver<Value>,
}

impl Listener {
    /// The next state of the page.
    pub fn next(&self) -> Value {
        self.states.recv_timeout(PATIENCE).expect("a state within the time")
    }

    /// Whether the page is told nothing for a while, and still listens.
    pub fn is_quiet(&self) -> bool {
        self.states.recv_timeout(Duration::from_millis(400)) == Err(mpsc::RecvTimeoutError::Timeout)
    }

    /// The next state for which something holds.
    pub fn until(&self, holds: impl Fn(&Value) -> bool) -> Value {
        let begin = Instant::now();
        loop {
            let state = self.next();
            if holds(&state) {
                return state;
            }
            assert!(begin.elapsed() < PATIENCE, "{state:#}");
        }
    }
}

impl Preview {
    /// Serves a site on a port that is free.
    pub fn of(site: &Site, arguments: &[&str]) -> Preview {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.arg("serve").args(["--port", "0"]).args(arguments).current_dir(site.root());
        Preview::start(&mut command)
    }

    pub fn start(command: &mut Command) -> Preview {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let printed = Arc::new(Mutex::new(String::new()));
        let (found, port) = mpsc::channel();
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let (printed, found) = (Arc::clone(&printed), found.clone());
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    printed.lock().unwrap().push_str(&format!("{line}\n"));
                    let address = line.strip_prefix("Preview").and_then(|rest| rest.trim().strip_prefix("http://"));
                    if let Some(address) = address {
                        let host = address.split('/').next().unwrap();
                        let _ = found.send(host.rsplit(':').next().unwrap().parse().unwrap());
                    }
                }
            });
        }
        drop(found);
        let port = port.recv_timeout(PATIENCE);
        let Ok(port) = port else { panic!("no preview: {}", printed.lock().unwrap()) };
        Preview { child, port, printed }
    }

    /// What is on the terminal.
    pub fn printed(&self) -> String {
        self.printed.lock().unwrap().clone()
    }

    /// What is on the terminal, as soon as it holds a text.
    pub fn printed_with(&self, text: &str) -> String {
        let begin = Instant::now();
        while !self.printed().contains(text) {
            assert!(begin.elapsed() < PATIENCE, "no `{text}` in {}", self.printed());
            std::thread::sleep(Duration::from_millis(5));
        }
        self.printed()
    }

    pub fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn get(&self, path: &str) -> Reply {
        self.get_with(path, &[])
    }

    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(PATIENCE))
            .build()
            .into();
        let mut request = agent.get(self.address(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = request.call().unwrap();
        let bytes = response.body_mut().with_config().limit(u64::MAX).read_to_vec().unwrap();
        Reply { status: response.status().as_u16(), headers: response.headers().clone(), bytes }
    }

    /// Asks for a page until it holds a text; the reply that does.
    pub fn get_until(&self, path: &str, holds: impl Fn(&Reply) -> bool) -> Reply {
        let begin = Instant::now();
        loop {
            let reply = self.get(path);
            if holds(&reply) {
                return reply;
            }
            assert!(begin.elapsed() < PATIENCE, "{path}: {} {}\n{}", reply.status, reply.text(), self.printed());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Sends bytes as they are; everything that comes back until the server hangs up.
    pub fn raw(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        // The server may have hung up before the end of what it does not want.
        let _ = stream.write_all(request.as_bytes());
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    pub fn listen(&self, path: &str) -> Listener {
        let address = self.address(&format!("/__dateline/events?path={path}"));
        let agent: ureq::Agent = ureq::Agent::config_builder().build().into();
        let response = agent.get(address).call().unwrap();
        let (sender, states) = mpsc::channel();
        std::thread::spawn(move || {
            let lines = BufReader::new(response.into_body().into_reader()).lines().map_while(Result::ok);
            for data in lines.filter_map(|line| line.strip_prefix("data: ").map(str::to_owned)) {
                if sender.send(serde_json::from_str(&data).unwrap()).is_err() {
                    return;
                }
            }
        });
        Listener { states }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        assert!(!self.printed().contains("panicked"), "{}", self.printed());
    }
}
