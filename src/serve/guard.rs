//! Who may ask: this machine's own browser, for this very server.
//!
//! A page of the web may send requests to 127.0.0.1, directly or by letting
//! its own name resolve there. Its Host or its Origin gives it away.

use axum::http::{HeaderMap, Method, StatusCode, Uri, header};

/// The names under which this server may be asked.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    hosts: [String; 2],
}

impl Guard {
    /// The guard of a server at that port.
    pub(super) fn of(port: u16) -> Self {
        Self {
            hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")],
        }
    }

    /// Refuses what is not for us, not from us, or not a question.
    pub(super) fn check(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Result<(), StatusCode> {
        let mut hosts = headers.get_all(header::HOST).iter();
        let (host, second) = (hosts.next(), hosts.next());
        let ours = |name: &[u8]| {
            self.hosts
                .iter()
                .any(|host| name.eq_ignore_ascii_case(host.as_bytes()))
        };
        if second.is_some()
            || !host.is_some_and(|host| ours(host.as_bytes()))
            || !uri
                .authority()
                .is_none_or(|name| ours(name.as_str().as_bytes()))
        {
            return Err(StatusCode::MISDIRECTED_REQUEST);
        }
        for origin in headers.get_all(header::ORIGIN) {
            if !origin.as_bytes().strip_prefix(b"http://").is_some_and(ours) {
                return Err(StatusCode::FORBIDDEN);
            }
        }
        if *method != Method::GET && *method != Method::HEAD {
            return Err(StatusCode::METHOD_NOT_ALLOWED);
        }
        Ok(())
    }
}
