//! Serve: the preview. A site in memory that follows its files, and a server that renders what is asked for.
//!
//! One thread, the desk, reads files and makes editions; the server only ever sees the last of them, whole. Nothing is
//! written to the disk.

mod address;
mod changes;
mod desk;
mod edition;
mod follower;
mod guard;
mod index;
mod live;
mod page;
mod response;
mod server;

pub use desk::Desk;
pub use edition::Edition;
pub use guard::AllowedName;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::reading::in_words;
use crate::sources::Options;
use crate::watch::Means;
use guard::Guard;
use live::Listeners;
use server::Preview;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch as channel};

/// Ports that are tried where the wanted one is taken.
const PORTS: u16 = 100;
/// Pages that are rendered at a time: more would only wait for each other.
const RENDERERS: usize = 8;

/// How the preview is served.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What site, and what of it is shown.
    pub site: Options,
    /// Whether time goes on: embargoes end while the preview runs.
    pub clock_runs: bool,
    /// How changes are found out, if they are.
    pub watch: Option<Means>,
    /// The name or address to listen on.
    pub host: String,
    /// Other names under which the preview may be asked for.
    pub allowed: Vec<AllowedName>,
    /// The port that is tried first.
    pub port: u16,
    /// Whether pages have the writer's bar.
    pub bar: bool,
    /// Whether the browser goes to the article that was saved.
    pub follow: bool,
}

/// What an edition comes from.
pub enum Cause {
    /// A file that has changed, by its path, and the number of others.
    Files(String, usize),
    /// So many files have changed that all were read again.
    AllFiles,
    /// Time has gone by.
    Time,
}

/// What the preview has to tell the terminal.
pub enum News {
    /// It can be looked at.
    Listening {
        /// The address.
        address: String,
        /// How changes are found out, if they are.
        watch: Option<Means>,
        /// Whether other machines can ask, too.
        is_open: bool,
        /// The first edition.
        edition: Arc<Edition>,
    },
    /// Changes of the files are not seen any more, and why.
    Unwatched(Diagnostic),
    /// They are seen again, in this way.
    WatchedAgain(Means),
    /// The program has made a mistake, and begins again with the files as they are.
    Failed(String),
    /// There is another edition.
    Edition {
        /// It.
        edition: Arc<Edition>,
        /// What it has come from.
        cause: Cause,
        /// How long it took to make.
        took: Duration,
    },
}

/// Serves a preview until `end` resolves. `tell` is called with what happens, from other threads, too.
///
/// # Errors
/// What keeps the preview from beginning.
pub fn serve(
    settings: Settings,
    end: oneshot::Receiver<()>,
    tell: impl Fn(News) + Send + Sync + 'static,
) -> Result<(), Diagnostics> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(RENDERERS)
        .enable_io()
        .enable_time()
        .build()
        .map_err(|error| unable(format!("no threads can be started: {}", in_words(&error))))?;
    let tell = Arc::new(tell);
    let (listener, address) = runtime.block_on(listen(&settings.host, settings.port))?;
    let listeners = Arc::new(Listeners::default());
    let (first, editions, means) = open_desk(&settings, Arc::clone(&listeners), Arc::clone(&tell))?;
    let is_open = !address.ip().is_loopback();
    let shown = match address.ip() {
        ip if !ip.is_unspecified() => settings.host.clone(),
        IpAddr::V4(_) => "127.0.0.1".to_owned(),
        IpAddr::V6(_) => "::1".to_owned(),
    };
    let shown = if shown.contains(':') { format!("[{shown}]") } else { shown };
    tell(News::Listening {
        address: format!("http://{shown}:{}{}/", address.port(), first.press.site.base_path()),
        watch: means,
        is_open,
        edition: first,
    });
    let preview = Preview {
        editions,
        guard: Guard { host: settings.host.clone(), is_open, allowed: settings.allowed.clone() },
        bar: settings.bar,
        follow: settings.follow,
        listeners,
    };
    runtime.block_on(async {
        tokio::select! {
            () = server::serve(listener, Arc::new(preview)) => {}
            // Whoever asked for the end may be gone: that is the end, too.
            _ = end => {}
        }
    });
    // Pages that are open would keep their connections for ever.
    runtime.shutdown_background();
    Ok(())
}

async fn listen(host: &str, port: u16) -> Result<(TcpListener, SocketAddr), Diagnostics> {
    let addresses: Vec<IpAddr> = match (host, 0).to_socket_addrs() {
        Ok(addresses) => addresses.map(|address| address.ip()).collect(),
        Err(_) => Vec::new(),
    };
    let Some(ip) = addresses.iter().find(|ip| ip.is_ipv4()).or(addresses.first()).copied() else {
        let problem = Diagnostic::error(Code::BadUsage, format!("`{host}` is no name or address of this machine"));
        return Err(problem.hint("leave --host out, or give an address: 127.0.0.1, 0.0.0.0").into());
    };
    let mut last = None;
    for port in (0..PORTS).map_while(|more| port.checked_add(more)) {
        match TcpListener::bind((ip, port)).await.and_then(|listener| Ok((listener.local_addr()?, listener))) {
            Ok((address, listener)) => return Ok((listener, address)),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => last = Some(error),
            Err(error) => {
                last = Some(error);
                break;
            }
        }
    }
    let reason = last.map(|error| in_words(&error)).unwrap_or_default();
    Err(unable(format!("{host}:{port} cannot be listened on: {reason}")))
}

fn unable(message: String) -> Diagnostics {
    Diagnostic::error(Code::NoPreview, message).hint("choose another --port, or another --host").into()
}

type Opened = (Arc<Edition>, channel::Receiver<Arc<Edition>>, Option<Means>);

/// Starts the thread that reads the site and follows its files.
fn open_desk(
    settings: &Settings,
    listeners: Arc<Listeners>,
    tell: Arc<impl Fn(News) + Send + Sync + 'static>,
) -> Result<Opened, Diagnostics> {
    let (opened, first) = std::sync::mpsc::channel();
    let settings = settings.clone();
    std::thread::spawn(move || follower::follow(&settings, &opened, &listeners, &*tell));
    // A thread that is gone without a word has met with something that nobody has foreseen.
    first.recv().unwrap_or_else(|_| Err(unable("the site cannot be read".to_owned())))
}
