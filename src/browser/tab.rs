//! One tab: a page is opened in it and printed, or taken as a picture.

use std::path::Path;

use data_encoding::BASE64;
use serde_json::{Value, json};

use super::{Browser, Failure};

/// Makes a page ready for paper.
const PREPARE: &str = include_str!("prepare.js");

/// The width and height of the root element.
const SIZE: &str =
    "(({ width, height }) => [width, height])(document.documentElement.getBoundingClientRect())";

/// A4 in inches.
const A4: [f64; 2] = [210.0 / 25.4, 297.0 / 25.4];
/// Pixels of a page to an inch of paper.
const DPI: f64 = 96.0;

/// What stands at the foot of every printed page, words before its number, as a
/// browser takes it that knows no margin boxes: markup with a style of its own.
fn foot_template(words: &str) -> String {
    format!(
        "<div style=\"display:flex;width:100%;margin:0 17mm 0 25mm;font:7pt sans-serif;color:#585e69\">\
         <span style=\"flex:1\">{}</span><span><span class=\"pageNumber\"></span> / \
         <span class=\"totalPages\"></span></span></div>",
        escape(words)
    )
}

/// An open tab.
#[derive(Debug)]
pub struct Tab<'b> {
    browser: &'b mut Browser,
    session: String,
    target: Value,
}

impl<'b> Tab<'b> {
    /// A tab that was made as `target`.
    pub(super) fn new(
        session: String,
        target: Value,
        browser: &'b mut Browser,
    ) -> Result<Self, Failure> {
        let mut tab = Self {
            browser,
            session,
            target,
        };
        tab.call("Page.enable", &json!({}))?;
        Ok(tab)
    }

    /// Carries out a command of the protocol in this tab.
    pub fn call(&mut self, command: &str, params: &Value) -> Result<Value, Failure> {
        self.browser.call(Some(&self.session), command, params)
    }

    /// Opens a file and waits until everything in it is loaded.
    pub fn open(&mut self, file: &Path) -> Result<(), Failure> {
        let url = address(file);
        let answer = self.call("Page.navigate", &json!({ "url": url }))?;
        if let Some(said) = answer["errorText"].as_str().filter(|it| !it.is_empty()) {
            return Err(Failure::Refused {
                command: url,
                said: said.to_owned(),
            });
        }
        self.browser.wait(&self.session, "Page.loadEventFired")?;
        Ok(())
    }

    /// Evaluates a script in the page and returns its value; of a promise, what
    /// it comes to.
    pub fn evaluate(&mut self, script: &str) -> Result<Value, Failure> {
        let params = json!({ "expression": script, "returnByValue": true, "awaitPromise": true });
        let mut answer = self.call("Runtime.evaluate", &params)?;
        if let Some(exception) = answer.get("exceptionDetails") {
            return Err(Failure::Refused {
                command: "Runtime.evaluate".to_owned(),
                said: exception.to_string(),
            });
        }
        Ok(answer["result"]["value"].take())
    }

    /// Prints the open page in the sizes that its style asks for: with
    /// bookmarks from its headings, tagged, and numbered at the foot of each
    /// page where one is given.
    pub fn print(&mut self, foot: Option<&str>) -> Result<Vec<u8>, Failure> {
        let is_outside = self.prepare(foot)?;
        let mut params = json!({ "printBackground": true, "preferCSSPageSize": true });
        if let Some(foot) = foot.filter(|_| is_outside) {
            params["displayHeaderFooter"] = true.into();
            params["headerTemplate"] = "<span></span>".into();
            params["footerTemplate"] = foot_template(foot).into();
        }
        self.pdf(params)
    }

    /// Prints the open page as it looks on a screen of that width, on one sheet
    /// of A4: made smaller where it is long.
    pub fn print_on_one_sheet(&mut self, width: u32) -> Result<Vec<u8>, Failure> {
        self.prepare(None)?;
        self.call("Emulation.setEmulatedMedia", &json!({ "media": "screen" }))?;
        self.size(width, 1, 1.0)?;
        let height = f64::from(self.size_of_page()?[1].ceil().max(1.0));
        // A pixel less, so that no rounding begins a second sheet.
        let fits = (A4[0] * DPI / f64::from(width)).min((A4[1] * DPI - 1.0) / height);
        self.pdf(json!({
            "printBackground": true,
            "paperWidth": A4[0],
            "paperHeight": A4[1],
            "marginTop": 0, "marginBottom": 0, "marginLeft": 0, "marginRight": 0,
            "scale": fits.clamp(0.1, 2.0),
            "pageRanges": "1",
        }))
    }

    /// Takes the whole page as a PNG, as a screen of that width shows it.
    pub fn picture(&mut self, width: u32, scale: u32) -> Result<Vec<u8>, Failure> {
        self.call("Emulation.setEmulatedMedia", &json!({ "media": "screen" }))?;
        self.size(width, 1, scale as f32)?;
        let height = self.size_of_page()?[1].ceil();
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        let params = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        self.screenshot(&params)
    }

    /// The width and height of what the open page shows, in pixels.
    pub fn size_of_page(&mut self) -> Result<[f32; 2], Failure> {
        let size = self.evaluate(SIZE)?;
        let side = |at: usize| size[at].as_f64().unwrap_or_default() as f32;
        Ok([side(0), side(1)])
    }

    /// Takes the open drawing of that size as a PNG, on paper of a colour: red,
    /// green, blue.
    pub fn drawing(
        &mut self,
        [width, height]: [f32; 2],
        scale: f32,
        [r, g, b]: [u8; 3],
    ) -> Result<Vec<u8>, Failure> {
        let [width, height] = [width, height].map(|side| (side * scale).ceil() / scale);
        let (wide, high) = (width.ceil() as u32, height.ceil() as u32);
        self.size(wide, high, scale)?;
        let colour = json!({ "color": { "r": r, "g": g, "b": b, "a": 255 } });
        self.call("Emulation.setDefaultBackgroundColorOverride", &colour)?;
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        self.screenshot(&json!({ "format": "png", "clip": clip }))
    }

    fn screenshot(&mut self, params: &Value) -> Result<Vec<u8>, Failure> {
        const COMMAND: &str = "Page.captureScreenshot";
        let answer = self.call(COMMAND, params)?;
        bytes(COMMAND, &answer["data"])
    }

    /// Makes the page ready, and reports whether its foot has to be printed from
    /// outside.
    fn prepare(&mut self, foot: Option<&str>) -> Result<bool, Failure> {
        let answer = self.evaluate(&format!("{PREPARE}({})", json!(foot)))?;
        Ok(answer == json!(true))
    }

    fn size(&mut self, width: u32, height: u32, scale: f32) -> Result<(), Failure> {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", &size)?;
        Ok(())
    }

    fn pdf(&mut self, mut params: Value) -> Result<Vec<u8>, Failure> {
        const COMMAND: &str = "Page.printToPDF";
        // Since 2023 and 2024; a browser that is older does without.
        params["generateTaggedPDF"] = true.into();
        params["generateDocumentOutline"] = true.into();
        let answer = match self.call(COMMAND, &params) {
            Err(Failure::Refused { .. }) => {
                if let Some(params) = params.as_object_mut() {
                    params.remove("generateTaggedPDF");
                    params.remove("generateDocumentOutline");
                }
                self.call(COMMAND, &params)?
            }
            other => other?,
        };
        bytes(COMMAND, &answer["data"])
    }
}

/// Bytes that came as text.
fn bytes(command: &str, data: &Value) -> Result<Vec<u8>, Failure> {
    let text = data.as_str().unwrap_or_default();
    match BASE64.decode(text.as_bytes()) {
        Ok(bytes) if !bytes.is_empty() => Ok(bytes),
        Ok(_) => Err(Failure::Refused {
            command: command.to_owned(),
            said: "nothing".to_owned(),
        }),
        Err(error) => Err(Failure::Refused {
            command: command.to_owned(),
            said: error.to_string(),
        }),
    }
}

/// A file's address, with everything but plain letters written in hexadecimal.
fn address(file: &Path) -> String {
    let path = file.display().to_string();
    // `\\?\C:\…`, as Windows makes paths canonical.
    let path = path.strip_prefix(r"\\?\").unwrap_or(&path);
    let path = if cfg!(windows) {
        format!("/{}", path.replace('\\', "/"))
    } else {
        path.to_owned()
    };
    let mut url = "file://".to_owned();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~:".contains(&byte) {
            url.push(char::from(byte));
        } else {
            url += &format!("%{byte:02X}");
        }
    }
    url
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

impl Drop for Tab<'_> {
    fn drop(&mut self) {
        // One that stays open costs memory; the browser's end closes it too.
        let params = json!({ "targetId": self.target });
        let _ = self.browser.call(None, "Target.closeTarget", &params);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_nothing_that_means_something_in_it() {
        assert_eq!(
            address(Path::new("/a b/评#1?.html")),
            "file:///a%20b/%E8%AF%84%231%3F.html"
        );
    }

    #[test]
    fn words_at_the_foot_are_no_markup() {
        assert!(foot_template("<script>&").contains("&lt;script&gt;&amp;"));
    }
}
