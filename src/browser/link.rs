//! Commands and answers: JSON over a web socket to a browser on this machine.

use std::{
    collections::VecDeque,
    io,
    net::TcpStream,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tungstenite::{
    Message, WebSocket, client::client_with_config, error::Error, protocol::WebSocketConfig,
};

use super::Failure;

/// Events that nobody has waited for yet; more are forgotten.
const EVENTS: usize = 256;

/// The connection to a browser.
#[derive(Debug)]
pub(super) struct Link {
    socket: WebSocket<TcpStream>,
    patience: Duration,
    number: u64,
    events: VecDeque<Value>,
}

impl Link {
    /// Connects to the address that a browser told: `ws://127.0.0.1:…/…`.
    pub(super) fn open(endpoint: &str, patience: Duration) -> Result<Self, Failure> {
        let refused = |said: String| Failure::Refused {
            command: endpoint.to_owned(),
            said,
        };
        let host = endpoint
            .strip_prefix("ws://")
            .and_then(|it| it.split('/').next())
            .ok_or_else(|| refused(String::new()))?;
        let stream = TcpStream::connect(host).map_err(|error| refused(error.to_string()))?;
        stream
            .set_read_timeout(Some(patience))
            .and_then(|()| stream.set_write_timeout(Some(patience)))
            .map_err(|error| refused(error.to_string()))?;
        // A tall picture is one message.
        let config = WebSocketConfig::default()
            .max_message_size(None)
            .max_frame_size(None);
        let (socket, _) = client_with_config(endpoint, stream, Some(config))
            .map_err(|error| refused(error.to_string()))?;
        Ok(Self {
            socket,
            patience,
            number: 0,
            events: VecDeque::new(),
        })
    }

    /// Has less patience from now on.
    pub(super) fn wait_at_most(&mut self, patience: Duration) {
        self.patience = self.patience.min(patience);
        // A system that refuses leaves it as it was.
        let _ = self.socket.get_ref().set_read_timeout(Some(self.patience));
    }

    /// Sends a command and waits for its answer.
    pub(super) fn call(
        &mut self,
        session: Option<&str>,
        command: &str,
        params: &Value,
    ) -> Result<Value, Failure> {
        self.number += 1;
        let number = self.number;
        let mut message = json!({ "id": number, "method": command, "params": params });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let until = Instant::now() + self.patience;
        self.socket
            .send(Message::text(message.to_string()))
            .map_err(|error| self.failure(error))?;
        loop {
            let mut answer = self.read(until)?;
            if answer["id"] != number {
                self.keep(answer);
            } else if let Some(said) = answer["error"]["message"].as_str() {
                return Err(Failure::Refused {
                    command: command.to_owned(),
                    said: said.to_owned(),
                });
            } else {
                return Ok(answer["result"].take());
            }
        }
    }

    /// Waits for an event of a session; one that came before counts.
    pub(super) fn wait(&mut self, session: &str, event: &str) -> Result<Value, Failure> {
        let until = Instant::now() + self.patience;
        let is_it = |it: &Value| it["method"] == event && it["sessionId"] == session;
        loop {
            if let Some(at) = self.events.iter().position(is_it) {
                let mut event = self.events.remove(at).expect("it is there");
                return Ok(event["params"].take());
            }
            let message = self.read(until)?;
            self.keep(message);
        }
    }

    fn keep(&mut self, message: Value) {
        if message.get("method").is_some() {
            self.events.push_back(message);
            if self.events.len() > EVENTS {
                self.events.pop_front();
            }
        }
    }

    fn read(&mut self, until: Instant) -> Result<Value, Failure> {
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Failure::Silent(self.patience));
            }
            let waits = self.socket.get_ref().set_read_timeout(Some(left));
            waits.map_err(|error| self.failure(Error::Io(error)))?;
            let message = self.socket.read().map_err(|error| self.failure(error))?;
            if let Message::Text(text) = message {
                return serde_json::from_str(&text).map_err(|error| Failure::Refused {
                    command: "JSON".to_owned(),
                    said: error.to_string(),
                });
            }
        }
    }

    fn failure(&self, error: Error) -> Failure {
        match error {
            Error::Io(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
                ) =>
            {
                Failure::Silent(self.patience)
            }
            other => Failure::Ended(other.to_string()),
        }
    }
}
