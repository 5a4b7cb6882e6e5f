//! Raw requests over loopback, as a browser, a curious page of the web, or an
//! attacker would send them.

use std::{
    cell::Cell,
    io::{Read, Write},
    net::TcpStream,
    ops::ControlFlow,
    sync::Arc,
    time::Duration,
};

use super::{Door, NoticeWords, Pages, Preview, watch};

/// A site of two pages, one that cannot be made, and a style.
struct Site;

const ENTRANCE: &str = "<head></head>entrance";

impl Pages for Site {
    fn get(&self, route: &str) -> Option<Result<Vec<u8>, String>> {
        let made = match route {
            "index.html" => Ok(ENTRANCE),
            "2008/index.html" => Ok("cover"),
            "style.css" => Ok("p{}"),
            "broken.html" => Err("<too large>"),
            _ => return None,
        };
        Some(made.map(Into::into).map_err(str::to_owned))
    }
}

struct Server {
    port: u16,
    preview: Preview,
}

impl Server {
    fn start() -> Self {
        let door = Door::open(0).expect("a free port");
        let port = door.address.port();
        let preview = door.serve().expect("it starts");
        Self { port, preview }
    }

    fn good() -> Self {
        let server = Self::start();
        server.preview.show(Arc::new(Site), words());
        server
    }

    fn raw(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .expect("a time limit");
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.ask(path, "localhost", "")
    }

    fn ask(&self, path: &str, host: &str, more: &str) -> String {
        let port = self.port;
        self.raw(&format!(
            "GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n{more}\r\n"
        ))
    }
}

fn words() -> NoticeWords {
    NoticeWords {
        tag: "en".to_owned(),
        title: "to mend".to_owned(),
        close: "close".to_owned(),
        not_found: "no such page".to_owned(),
        nothing_yet: "nothing yet".to_owned(),
    }
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("none")
}

#[test]
fn pages_and_files_are_served_with_their_types() {
    let server = Server::good();
    let page = server.get("/");
    assert_eq!(status(&page), "200");
    for part in [
        "content-type: text/html; charset=utf-8",
        "cache-control: no-store",
        "x-content-type-options: nosniff",
        "/__pingshu/reload.js\" data-site=\"1\"></script></head>entrance",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let style = server.get("/style.css?v=1");
    assert!(
        style.contains("content-type: text/css") && style.ends_with("p{}"),
        "{style}"
    );
    assert!(server.get("/2008/").contains("cover"));
    let folder = server.get("/2008");
    assert!(
        status(&folder) == "307" && folder.contains("location: /2008/\r\n"),
        "{folder}"
    );
    assert!(
        server
            .get("/__pingshu/reload.js")
            .contains("location.reload")
    );
    let broken = server.get("/broken.html");
    assert!(
        status(&broken) == "500" && broken.contains("&lt;too large&gt;"),
        "{broken}"
    );
}

#[test]
fn another_host_is_refused() {
    let server = Server::good();
    let port = server.port;
    for host in [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.",
        "[::1]",
        "127.0.0.2",
    ] {
        assert_eq!(status(&server.ask("/", host, "")), "421", "{host}");
    }
    assert_eq!(status(&server.ask("/", "127.0.0.1", "")), "200");
    let hostile = [
        "GET / HTTP/1.0\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_owned(),
        format!(
            "GET http://evil.example/ HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
        ),
        format!(
            "GET / HTTP/1.1\r\nHost: localhost:{port}\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
        ),
    ];
    for request in hostile {
        let answer = server.raw(&request);
        assert_eq!(status(&answer), "421", "{request}{answer}");
        assert!(!answer.contains("entrance"), "{answer}");
    }
}

#[test]
fn another_origin_is_refused() {
    let server = Server::good();
    let port = server.port;
    for origin in [
        "http://evil.example",
        "null",
        "http://localhost",
        "https://localhost:1111",
        "",
    ] {
        let answer = server.ask(
            "/__pingshu/events",
            "localhost",
            &format!("Origin: {origin}\r\n"),
        );
        assert_eq!(status(&answer), "403", "{origin}");
    }
    let own = server.ask(
        "/",
        "localhost",
        &format!("Origin: http://localhost:{port}\r\n"),
    );
    assert_eq!(status(&own), "200");
}

#[test]
fn only_plain_routes_are_asked_for() {
    let server = Server::good();
    for path in [
        "/../secret.txt",
        "/2008/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/%252e%252e/secret.txt",
        "//etc/passwd",
        "/.marker",
        "/2008/%2e./../secret.txt",
        "/style.css%00.html",
        "/style.css/",
        "/none.html",
    ] {
        let answer = server.get(path);
        assert!(
            ["404", "400"].contains(&status(&answer)),
            "{path}: {answer}"
        );
        assert!(
            !answer.contains("secret\n") && !answer.ends_with("secret"),
            "{path}: {answer}"
        );
    }
}

#[test]
fn only_questions_are_answered() {
    let server = Server::good();
    let port = server.port;
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let answer = server.raw(&format!("{method} / HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        assert_eq!(status(&answer), "405", "{method}");
    }
    let head = server.raw(&format!(
        "HEAD / HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
    ));
    assert!(
        status(&head) == "200" && head.ends_with("\r\n\r\n"),
        "{head}"
    );
}

#[test]
fn errors_are_told_and_the_last_good_site_stays() {
    let server = Server::start();
    server
        .preview
        .show_errors("<b>first</b>".to_owned(), words());
    let none = server.get("/");
    assert!(
        status(&none) == "503" && none.contains("nothing yet") && !none.contains("first"),
        "{none}"
    );
    server.preview.show(Arc::new(Site), words());
    server.preview.show_errors("second".to_owned(), words());
    let page = server.get("/");
    assert!(
        status(&page) == "200" && page.contains("entrance") && page.contains("data-site=\"1\""),
        "{page}"
    );
    let news = server.get("/__pingshu/events?after=0");
    assert!(
        news.contains(r#""generation":3,"site":1,"errors":"second""#),
        "{news}"
    );
}

#[test]
fn a_page_that_waits_hears_of_the_next_build() {
    let server = Server::good();
    let heard = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| server.get("/__pingshu/events?after=1"));
        std::thread::sleep(Duration::from_millis(100));
        server.preview.show(Arc::new(Site), words());
        waiting.join().expect("it was answered")
    });
    assert!(heard.contains(r#""generation":2,"site":2"#), "{heard}");
}

#[test]
fn a_port_that_is_taken_is_not_replaced() {
    let server = Server::good();
    let error = Door::open(server.port).expect_err("it is taken");
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
}

#[test]
fn a_change_during_a_build_is_not_lost() {
    let input = Cell::new(0);
    let builds = Cell::new(0);
    let end = watch(
        || input.get(),
        || {
            builds.set(builds.get() + 1);
            match builds.get() {
                1 => input.set(1),
                2 => return ControlFlow::Break("ended"),
                _ => {}
            }
            ControlFlow::Continue(())
        },
        Duration::ZERO,
    );
    assert_eq!((end, builds.get()), ("ended", 2));
}
