//! Server: HTTP around the preview.

use super::address::{self, Found};
use super::edition::Edition;
use super::guard::Guard;
use super::live::{self, Listeners};
use super::response::Content;
use super::{changes, index, page};
use crate::diagnostic::{Diagnostics, Severity};
use crate::html::escape;
use crate::plan::policy;
use crate::render::{Press, shown};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::get;
use futures_util::stream::{self, Stream};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use serde::Deserialize;
use serde_json::Value;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, oneshot, watch};

/// Bytes of the head of a request: more is no browser's.
const LARGEST_HEAD: usize = 32 * 1024;
/// Headers of a request.
const MOST_HEADERS: usize = 64;
/// How long a connection may take to say what it wants.
const SLOWEST_HEAD: Duration = Duration::from_secs(10);
/// Connections at a time.
const MOST_CONNECTIONS: usize = 1024;

const SCRIPT: &str = include_str!("assets/preview.js");
const STYLE: &str = include_str!("assets/preview.css");

/// What every request needs.
pub struct Preview {
    /// The last edition, and word of each that follows.
    pub editions: watch::Receiver<Arc<Edition>>,
    /// Who may ask.
    pub guard: Guard,
    /// Whether pages have the writer's bar.
    pub bar: bool,
    /// Whether the browser goes to the article that was saved.
    pub follow: bool,
    /// Pages that are open.
    pub listeners: Arc<Listeners>,
}

impl Preview {
    fn edition(&self) -> Arc<Edition> {
        Arc::clone(&self.editions.borrow())
    }
}

type Shared = State<Arc<Preview>>;

/// Answers for ever.
pub async fn serve(listener: TcpListener, preview: Arc<Preview>) {
    let router = Router::new()
        .route(live::OWN, get(index_page))
        .route("/__dateline/preview.js", get(script))
        .route("/__dateline/events", get(events))
        .route("/__dateline/page", get(about_page))
        .route("/__dateline/translations/{language}/{*story}", get(changes_page))
        .fallback(site_page)
        .layer(from_fn_with_state(Arc::clone(&preview), admit))
        .with_state(preview);
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        // A connection that was lost before it was taken, or no file descriptor left: the next may be luckier.
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        let Ok(place) = Arc::clone(&room).try_acquire_owned() else { continue };
        // Small answers are sent at once; where that cannot be had they are only later.
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let connection = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(SLOWEST_HEAD)
                .max_buf_size(LARGEST_HEAD)
                .max_headers(MOST_HEADERS)
                .serve_connection(TokioIo::new(stream), service);
            // A browser that hangs up is no error.
            let _ = connection.await;
            drop(place);
        });
    }
}

/// Lets requests pass that are the writer's own, ask for something, and bring nothing.
async fn admit(State(preview): Shared, request: Request, next: Next) -> Response<Body> {
    if let Some(objection) = preview.guard.objection(request.uri(), request.headers()) {
        return plain(StatusCode::FORBIDDEN, &format!("{objection}\n"));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "a preview can only be read\n");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let length = request.headers().get(header::CONTENT_LENGTH);
    if length.is_some_and(|length| length != "0") || request.headers().contains_key(header::TRANSFER_ENCODING) {
        return plain(StatusCode::PAYLOAD_TOO_LARGE, "a preview takes nothing in\n");
    }
    next.run(request).await
}

fn plain(status: StatusCode, text: &str) -> Response<Body> {
    Content::new("text/plain; charset=utf-8", text).with_status(status).respond(&HeaderMap::new())
}

/// Work that takes the processor: it must not keep others waiting.
async fn work<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()
}

async fn site_page(State(preview): Shared, request: Request) -> Response<Body> {
    let edition = preview.edition();
    let (uri, headers) = (request.uri().clone(), request.headers().clone());
    let answer = work(move || answer(&preview, &edition, &uri, &headers)).await;
    answer.unwrap_or_else(|| plain(StatusCode::INTERNAL_SERVER_ERROR, "this page could not be rendered\n"))
}

fn answer(preview: &Preview, edition: &Edition, uri: &Uri, headers: &HeaderMap) -> Response<Body> {
    let press = &edition.press;
    match address::find(press, uri.path(), uri.query()) {
        Found::Page(mut content) => {
            let fingerprint = address::fingerprint(press, &content.bytes);
            insert(&mut content.bytes, &element(preview, edition, &fingerprint));
            under_policy(press, content.respond(headers))
        }
        Found::File(content) => under_policy(press, content.respond(headers)),
        Found::Large(large) => under_policy(press, large.respond(headers)),
        Found::Moved(to) => match HeaderValue::from_str(&to) {
            Ok(to) => {
                let mut response = plain(StatusCode::FOUND, "");
                response.headers_mut().insert(header::LOCATION, to);
                response
            }
            Err(_) => plain(StatusCode::NOT_FOUND, "there is no such page\n"),
        },
        Found::Broken(problems) => broken(preview, edition, &problems).respond(headers),
        Found::Malformed => plain(StatusCode::BAD_REQUEST, "this is no address of a page\n"),
    }
}

/// The response with the policy that the site's host would send.
fn under_policy(press: &Press, mut response: Response<Body>) -> Response<Body> {
    let policy = policy::sent(&press.site, &shown::frames_so_far(press))
        .and_then(|policy| HeaderValue::from_str(&policy.for_preview()).ok());
    if let Some(policy) = policy {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The element that keeps a page up to date. All else is what `build` writes.
fn element(preview: &Preview, edition: &Edition, fingerprint: &str) -> String {
    let others = live::others(edition);
    let bar = if preview.bar { "" } else { " data-plain" };
    let follow = if preview.follow { " data-follow" } else { "" };
    format!(
        "<script src=\"/__dateline/preview.js\" data-page=\"{fingerprint}\" data-others=\"{others}\"{bar}{follow} defer></script>"
    )
}

/// Puts the element at the end of a page's body.
fn insert(page: &mut Vec<u8>, element: &str) {
    let at = memchr::memmem::rfind(page, b"</body>").unwrap_or(page.len());
    page.splice(at..at, element.bytes());
}

/// A page that stands in for one that cannot be rendered. The script shows what is wrong; without it, the page does.
fn broken(preview: &Preview, edition: &Edition, problems: &Diagnostics) -> Content {
    // Where no template can be read, it is not the page's own fault.
    let problems = if problems.0.is_empty() { &edition.problems } else { problems };
    let errors = problems.0.iter().filter(|problem| problem.severity == Severity::Error);
    let items = errors.map(|problem| {
        let place = problem.place.as_ref().map(|place| format!("{}:{}:{}: ", place.path, place.line, place.column));
        format!("<li>{}{}</li>\n", escape(&place.unwrap_or_default()), escape(&problem.message))
    });
    let items: String = items.collect();
    let script = element(preview, edition, live::BROKEN);
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>This page cannot be rendered</title>\n\
         </head>\n<body>\n<h1>This page cannot be rendered</h1>\n<ul>\n{items}</ul>\n{script}\n</body>\n</html>\n"
    );
    Content::new("text/html; charset=utf-8", html).with_status(StatusCode::INTERNAL_SERVER_ERROR)
}

async fn script(headers: HeaderMap) -> Response<Body> {
    let style = serde_json::to_string(STYLE).unwrap_or_default();
    Content::new("text/javascript; charset=utf-8", SCRIPT.replace("\"{{STYLE}}\"", &style)).respond(&headers)
}

async fn index_page(State(preview): Shared, headers: HeaderMap) -> Response<Body> {
    let edition = preview.edition();
    let element = element(&preview, &edition, &edition.number.to_string());
    let html = work(move || index::html(&edition, &element)).await.unwrap_or_default();
    Content::new("text/html; charset=utf-8", html).respond(&headers)
}

/// What has changed in the original of a translation.
async fn changes_page(
    State(preview): Shared,
    Path((language, story)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response<Body> {
    let edition = preview.edition();
    let element = element(&preview, &edition, &edition.number.to_string());
    match work(move || changes::html(&edition, &language, &story, &element)).await.flatten() {
        Some(html) => Content::new("text/html; charset=utf-8", html).respond(&headers),
        None => plain(StatusCode::NOT_FOUND, "there is no such translation\n"),
    }
}

/// Which page a request of the script is about.
#[derive(Deserialize)]
struct About {
    #[serde(default)]
    path: String,
    /// A name of the browser, the same in all its tabs.
    browser: Option<String>,
}

async fn about_page(State(preview): Shared, Query(about): Query<About>, headers: HeaderMap) -> Response<Body> {
    let edition = preview.edition();
    let find = move || {
        let route = address::route(&edition.press, &about.path);
        route.map_or(Value::Null, |route| page::about(&edition.press, route))
    };
    let state = work(find).await.unwrap_or_default();
    Content::new("application/json; charset=utf-8", state.to_string()).respond(&headers)
}

/// A page that listens.
struct Listener {
    editions: watch::Receiver<Arc<Edition>>,
    path: String,
    /// Resolves when the page is to sleep.
    sleep: oneshot::Receiver<()>,
    told: Told,
}

/// What a listener has been told last.
#[derive(PartialEq)]
enum Told {
    Nothing,
    State,
    ToSleep,
}

async fn events(State(preview): Shared, Query(about): Query<About>) -> impl IntoResponse {
    let sleep = preview.listeners.add(&about.path, about.browser.as_deref());
    let mut editions = preview.editions.clone();
    editions.mark_changed();
    let events = listen(Listener { editions, path: about.path, sleep, told: Told::Nothing });
    let headers = [(header::CACHE_CONTROL, "no-store"), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")];
    (headers, Sse::new(events).keep_alive(KeepAlive::default()))
}

fn listen(listener: Listener) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(listener, |mut listener| async move {
        if listener.told == Told::ToSleep {
            return None;
        }
        tokio::select! {
            changed = listener.editions.changed() => changed.ok()?,
            // An error says that nobody minds any more how many listen.
            Ok(()) = &mut listener.sleep => {
                listener.told = Told::ToSleep;
                return Some((Ok(Event::default().event("sleep").data("")), listener));
            }
        }
        let edition = Arc::clone(&listener.editions.borrow_and_update());
        let (path, is_news) = (listener.path.clone(), listener.told == Told::State);
        let state = work(move || live::state(&edition, &path, is_news)).await?;
        listener.told = Told::State;
        Some((Ok(Event::default().data(state.to_string())), listener))
    })
}
