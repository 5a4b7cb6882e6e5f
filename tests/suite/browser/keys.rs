//! Keys as the driver's protocol names them.

pub(super) const BACKSPACE: char = '\u{e003}';
pub(super) const TAB: char = '\u{e004}';
pub(super) const ENTER: char = '\u{e007}';
pub(super) const ESCAPE: char = '\u{e00c}';
pub(super) const SPACE: char = '\u{e00d}';
pub(super) const PAGE_UP: char = '\u{e00e}';
pub(super) const PAGE_DOWN: char = '\u{e00f}';
pub(super) const END: char = '\u{e010}';
pub(super) const HOME: char = '\u{e011}';
pub(super) const LEFT: char = '\u{e012}';
pub(super) const UP: char = '\u{e013}';
pub(super) const RIGHT: char = '\u{e014}';
pub(super) const DOWN: char = '\u{e015}';
pub(super) const F5: char = '\u{e035}';
