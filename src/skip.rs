//! The next byte of a text that matters. In prose hardly one does: stretches
//! without any are passed over whole, which a machine does with the bytes of a
//! stretch side by side.

/// How many bytes are looked at side by side.
const STRETCH: usize = 32;

/// The first byte from `from` on that is one of those.
pub(crate) fn next_of<const N: usize>(bytes: &[u8], from: usize, wanted: [u8; N]) -> Option<usize> {
    next(bytes, from, |byte| {
        // Each is asked for, so that no comparison waits for another.
        let mut found = 0;
        for wanted in wanted {
            found |= u8::from(byte == wanted);
        }
        found != 0
    })
}

/// The first byte from `from` on that `matters`.
pub(crate) fn next(bytes: &[u8], from: usize, matters: impl Fn(u8) -> bool) -> Option<usize> {
    let mut rest = bytes.get(from..)?;
    while let Some((stretch, behind)) = rest.split_first_chunk::<STRETCH>() {
        // A number and no `bool`, with which compilers ask byte after byte.
        let mut found = 0;
        for byte in stretch {
            found |= u8::from(matters(*byte));
        }
        if found != 0 {
            break;
        }
        rest = behind;
    }
    let passed = bytes.len() - rest.len();
    rest.iter()
        .position(|byte| matters(*byte))
        .map(|at| passed + at)
}

#[cfg(test)]
mod tests {
    use super::{next, next_of};

    #[test]
    fn no_byte_is_passed_over() {
        let mut bytes = vec![b'.'; 100];
        assert_eq!(next(&bytes, 0, |b| b == b'x'), None);
        for at in 0..100 {
            bytes[at] = b'x';
            for from in 0..=100 {
                let expected = (from <= at).then_some(at);
                assert_eq!(next(&bytes, from, |b| b == b'x'), expected, "{at} {from}");
                assert_eq!(next_of(&bytes, from, *b"yx"), expected, "{at} {from}");
            }
            bytes[at] = b'.';
        }
    }
}
