//! LZ4 frames in a row, with frames to be skipped between them.

use std::io::{self, Read};

use lz4_flex::frame::FrameDecoder;

use crate::containers::worded::Taken;
use crate::input::{Input, plain};

/// Frames that Linux kernels and old programs write: these have no end mark.
const LEGACY: &[u8] = &[0x02, 0x21, 0x4c, 0x18];

struct Source<'a, 'b> {
    inner: Taken<&'a mut Input<'b>>,
    /// Bytes were wanted and none came.
    dry: bool,
    legacy: bool,
}

impl Read for Source<'_, '_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.dry |= n == 0 && !buf.is_empty();
        Ok(n)
    }
}

/// The content of all frames.
pub(super) struct Frames<'a, 'b> {
    /// Between two frames.
    source: Option<Source<'a, 'b>>,
    /// Within one.
    frame: Option<FrameDecoder<Source<'a, 'b>>>,
}

impl<'a, 'b> Frames<'a, 'b> {
    pub(super) fn new(inner: Taken<&'a mut Input<'b>>) -> Frames<'a, 'b> {
        Frames { source: Some(Source { inner, dry: false, legacy: false }), frame: None }
    }

    /// Begins the next frame. False at the end.
    fn begin(&mut self) -> io::Result<bool> {
        let Some(mut source) = self.source.take() else { return Ok(false) };
        loop {
            let head = source.inner.inner.fill(8);
            source.legacy = head.starts_with(LEGACY);
            match *head {
                [] => return Ok(false),
                [0x50..=0x5f, 0x2a, 0x4d, 0x18, a, b, c, d, ..] => {
                    let len = 8 + u64::from(u32::from_le_bytes([a, b, c, d]));
                    let skipped = io::copy(&mut (&mut source).take(len), &mut io::sink())?;
                    if skipped < len {
                        return Err(plain("ends too early"));
                    }
                }
                [0x04, 0x22, 0x4d, 0x18, ..] | [0x02, 0x21, 0x4c, 0x18, ..] => {
                    self.frame = Some(FrameDecoder::new(source));
                    return Ok(true);
                }
                _ => return Err(plain("other bytes follow its compressed data")),
            }
        }
    }
}

impl Read for Frames<'_, '_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let n = frame.read(buf)?;
                if n > 0 || buf.is_empty() {
                    return Ok(n);
                }
                self.source = self.frame.take().map(FrameDecoder::into_inner);
                // The library takes the end of the data for that of the frame.
                if self.source.as_ref().is_some_and(|s| s.dry && !s.legacy) {
                    return Err(plain("ends too early"));
                }
            }
            if !self.begin()? {
                return Ok(0);
            }
        }
    }
}
