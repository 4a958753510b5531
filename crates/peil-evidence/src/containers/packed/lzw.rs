//! LZW as compress(1) writes it: codes of 9 to 16 bits in groups of eight, the rest of a group lost where their width changes.

use std::io::{self, Read};

use crate::input::plain;

/// The code that empties the table.
const CLEAR: usize = 256;
const FIRST_BITS: usize = 9;
const MOST_BITS: usize = 16;

/// The content of a `.Z` file.
pub(super) struct Lzw<R> {
    source: R,
    /// The widest code, once the header is read.
    most: usize,
    /// The table can be emptied.
    blocks: bool,
    bits: usize,
    /// Eight codes.
    group: [u8; MOST_BITS],
    /// Bits of the group that came and that are used.
    have: usize,
    used: usize,
    /// For each code from 257 on: the code of what stands before its last byte, and that byte.
    table: Vec<(u16, u8)>,
    last: Option<usize>,
    /// What came out and was not fetched yet, backwards.
    out: Vec<u8>,
    /// First byte of the string of the last code.
    first: u8,
}

impl<R: Read> Lzw<R> {
    pub(super) fn new(source: R) -> Lzw<R> {
        Lzw {
            source,
            most: 0,
            blocks: false,
            bits: FIRST_BITS,
            group: [0; MOST_BITS],
            have: 0,
            used: 0,
            table: Vec::new(),
            last: None,
            out: Vec::new(),
            first: 0,
        }
    }

    fn header(&mut self) -> io::Result<()> {
        let mut head = [0; 3];
        self.source.read_exact(&mut head)?;
        let [_, _, flags] = head;
        self.most = usize::from(flags & 0x1f);
        self.blocks = flags & 0x80 != 0;
        match self.most {
            FIRST_BITS..=MOST_BITS => Ok(()),
            _ => Err(plain("compressed in a way that is not supported")),
        }
    }

    /// The code that the next new string gets.
    fn next(&self) -> usize {
        self.table.len() + if self.blocks { 257 } else { 256 }
    }

    /// The next code; `None` at the end.
    fn code(&mut self) -> io::Result<Option<usize>> {
        if self.used + self.bits > self.have {
            self.used = 0;
            self.have = 0;
            while let Some(free) = self.group.get_mut(self.have / 8..self.bits).filter(|f| !f.is_empty()) {
                match self.source.read(free)? {
                    0 => break,
                    n => self.have += n * 8,
                }
            }
            if self.bits > self.have {
                return Ok(None);
            }
        }
        let bit = |at: usize| self.group.get(at / 8).map_or(0, |b| usize::from(b >> (at % 8) & 1));
        let code = (0..self.bits).map(|i| bit(self.used + i) << i).sum();
        self.used += self.bits;
        Ok(Some(code))
    }

    fn width(&mut self, bits: usize) {
        self.bits = bits;
        self.used = self.have;
    }

    /// Decodes one code into `out`. False at the end.
    fn step(&mut self) -> io::Result<bool> {
        let Some(code) = self.code()? else { return Ok(false) };
        if code == CLEAR && self.blocks {
            self.table.clear();
            self.last = None;
            self.width(FIRST_BITS);
            return Ok(true);
        }
        let Some(last) = self.last else {
            let Ok(byte) = u8::try_from(code) else { return Err(plain("the compressed data are damaged")) };
            self.out.push(byte);
            self.first = byte;
            self.last = Some(code);
            return Ok(true);
        };
        let next = self.next();
        if code > next {
            return Err(plain("the compressed data are damaged"));
        }
        // A string that is being made: the last one with its own first byte behind it.
        let mut at = code;
        if code == next {
            self.out.push(self.first);
            at = last;
        }
        let base = next - self.table.len();
        while let Some((before, byte)) = at.checked_sub(base).and_then(|i| self.table.get(i)) {
            self.out.push(*byte);
            at = usize::from(*before);
        }
        self.first = at as u8;
        self.out.push(self.first);
        if next < 1 << self.most {
            self.table.push((last as u16, self.first));
            if self.next() >= 1 << self.bits && self.bits < self.most {
                self.last = Some(code);
                self.width(self.bits + 1);
                return Ok(true);
            }
        }
        self.last = Some(code);
        Ok(true)
    }
}

impl<R: Read> Read for Lzw<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.most == 0 {
            self.header()?;
        }
        let mut n = 0;
        for to in buf {
            while self.out.is_empty() {
                if !self.step()? {
                    return Ok(n);
                }
            }
            if let Some(byte) = self.out.pop() {
                *to = byte;
                n += 1;
            }
        }
        Ok(n)
    }
}
