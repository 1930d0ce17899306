//! What git tracks of a project: its index, read as git writes it, since no program is run.
//! <https://git-scm.com/docs/index-format>
//!
//! Invariants: nothing is read but the index of the repository that a file lies in, up to [`LARGEST`]; of one that is
//! larger, damaged or of a version to come, nothing is known. Of the paths in it only those of preferences are kept, so
//! that the thousand projects of one repository can share it.

use super::preferences_names::PREFERENCES_NAMES;

/// The longest index that is read, in bytes: some 150,000 files.
pub(super) const LARGEST: usize = 16 * 1024 * 1024;

/// The bytes of a file's entry before its object's name: when it was changed and made, where it lies, its mode, owner
/// and size.
const STAT: usize = 40;

/// The lengths of an object's name, in SHA-1 and SHA-256. Which it is, the index does not say.
const NAMES: [usize; 2] = [20, 32];

/// The preferences that a repository tracks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GitIndex(Vec<Box<[u8]>>);

impl GitIndex {
    /// Reads an index; nothing where it cannot be read to its last entry.
    pub(super) fn parse(bytes: &[u8]) -> Option<GitIndex> {
        if bytes.len() > LARGEST {
            return None;
        }
        NAMES.into_iter().find_map(|name| preferences(bytes, name)).map(GitIndex)
    }

    /// Whether it tracks preferences, by their path relative to the repository with `/` between the parts.
    pub(super) fn holds(&self, path: &str) -> bool {
        self.0.iter().any(|known| **known == *path.as_bytes())
    }

    /// An index that tracks files, as git would write it.
    pub(super) fn of<'a>(paths: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
        let mut paths: Vec<&str> = paths.into_iter().collect();
        paths.sort_unstable();
        let mut bytes = b"DIRC\0\0\0\x02".to_vec();
        bytes.extend((paths.len() as u32).to_be_bytes());
        for path in paths {
            bytes.extend([0; STAT + NAMES[0]]);
            bytes.extend((path.len().min(LENGTH.into()) as u16).to_be_bytes());
            bytes.extend(path.bytes());
            let length = STAT + NAMES[0] + 2 + path.len();
            bytes.extend(std::iter::repeat_n(0, 8 - length % 8));
        }
        bytes.extend([0; NAMES[0]]);
        bytes
    }
}

/// The bits of an entry's flags: that git is told to take the file for unchanged; that more flags follow; how long the
/// path is, all set where it is longer.
const ASSUME_VALID: u16 = 0x8000;
const EXTENDED: u16 = 0x4000;
const LENGTH: u16 = 0x0fff;

/// Of the flags that follow: that git does not look at the file.
const SKIP_WORKTREE: u16 = 0x4000;

/// The paths of preferences in an index whose objects have names of some length. What does not hold together is no
/// index of that kind: every path is as long as its flags say, and none comes before the one above it.
fn preferences(bytes: &[u8], name: usize) -> Option<Vec<Box<[u8]>>> {
    let mut rest = Bytes(bytes);
    if rest.take(4)? != b"DIRC" {
        return None;
    }
    let version = u32::from_be_bytes(rest.array()?);
    if !(2..=4).contains(&version) {
        return None;
    }
    let count = u32::from_be_bytes(rest.array()?);
    let (mut found, mut path) = (Vec::new(), Vec::new());
    for _ in 0..count {
        rest.take(STAT + name)?;
        let flags = u16::from_be_bytes(rest.array()?);
        let more = if flags & EXTENDED != 0 { u16::from_be_bytes(rest.array()?) } else { 0 };
        let before = path.len();
        // A path of version 4 takes its beginning from the one above.
        let kept = if version == 4 { before.checked_sub(rest.offset()?)? } else { 0 };
        let end = rest.0.iter().position(|byte| *byte == 0)?;
        let written = rest.take(end)?;
        if written < path.get(kept..)? {
            return None;
        }
        path.truncate(kept);
        path.extend_from_slice(written);
        if path.len().min(LENGTH.into()) != usize::from(flags & LENGTH) {
            return None;
        }
        let flags_end = STAT + name + if flags & EXTENDED == 0 { 2 } else { 4 };
        rest.take(if version == 4 { 1 } else { 8 - (flags_end + end) % 8 })?;
        // What is written in such a file may never have been added.
        let is_read = flags & ASSUME_VALID == 0 && more & SKIP_WORKTREE == 0;
        let file = path.rsplit(|byte| *byte == b'/').next().unwrap_or(&path);
        if is_read && PREFERENCES_NAMES.iter().any(|name| name.as_bytes() == file) {
            found.push(path.clone().into_boxed_slice());
        }
    }
    Some(found)
}

/// What is left of an index.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    /// A number of as many bytes as it needs: seven bits in each, the first bytes those of the most weight.
    fn offset(&mut self) -> Option<usize> {
        let mut number = 0usize;
        loop {
            let [byte] = self.array()?;
            number = number.checked_mul(128)?.checked_add(usize::from(byte & 127))?;
            if byte & 128 == 0 {
                return Some(number);
            }
            number = number.checked_add(1)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(paths: &[&str]) -> GitIndex {
        GitIndex::parse(&GitIndex::of(paths.iter().copied())).expect("it is an index")
    }

    #[test]
    fn only_preferences_are_kept() {
        let index = of(&["prefs.arc", "app.arc", "a/prefs.arc", "a/.prefs.arc", "prefs.arc.js"]);
        for path in ["prefs.arc", "a/prefs.arc", "a/.prefs.arc"] {
            assert!(index.holds(path), "{path}");
        }
        assert_eq!(index.0.len(), 3);
        assert!(!index.holds("app.arc"));
    }

    #[test]
    fn of_a_damaged_index_nothing_is_known() {
        let bytes = GitIndex::of(["a.js", "prefs.arc"]);
        for end in 0..bytes.len() - NAMES[0] {
            assert_eq!(GitIndex::parse(&bytes[..end]), None, "{end}");
        }
        let mut later = bytes.clone();
        later[7] = 5;
        assert_eq!(GitIndex::parse(&later), None);
        let mut many = bytes.clone();
        many[8] = 0xff;
        assert_eq!(GitIndex::parse(&many), None);
        let mut large = bytes;
        large.resize(LARGEST + 1, 0);
        assert_eq!(GitIndex::parse(&large), None);
    }
}
