//! Links: what may be opened, and how it is shown before it is. Nothing is ever loaded by the program itself.
//!
//! Not here: asking the user (`state/links`), opening (`state/env`).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use url::Url;

use crate::domain::item::MAX_URL_BYTES;

use super::builtin;

/// Endings of files that a desktop would run rather than show.
const PROGRAMS: [&str; 22] = [
    "appimage", "app", "bat", "cmd", "com", "cpl", "desktop", "exe", "hta", "jar", "js", "lnk",
    "msi", "ps1", "py", "reg", "scr", "sh", "url", "vbs", "webloc", "wsf",
];

/// Where a link leads, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To the web.
    Web {
        /// The address, written afresh.
        url: String,
        /// Its host, in punycode.
        host: String,
    },
    /// To a file on this machine.
    File(PathBuf),
}

/// Where a link leads, if it may be opened at all.
///
/// # Errors
/// Where it may not, with the reason.
pub fn target(text: &str) -> Result<Target, UrlError> {
    if text
        .trim_start()
        .get(..5)
        .is_some_and(|start| start.eq_ignore_ascii_case("file:"))
    {
        return local_file(text).map(Target::File);
    }
    let url = safe_url(text)?;
    let host = host_of(&url);
    Ok(Target::Web { url, host })
}

/// The host of an address, in punycode; empty where it has none.
pub fn host_of(url: &str) -> String {
    let url = Url::parse(url).ok();
    url.and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_default()
}

/// Whether the links of the built-in path lead to this host: those need no question.
pub fn is_built_in(host: &str) -> bool {
    static HOSTS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let paths = [builtin::path(), builtin::pack_rounds()];
        let items = paths.into_iter().flat_map(|path| path.items.iter());
        items
            .flat_map(|item| item.urls.iter().map(|link| host_of(&link.url)))
            .collect()
    });
    HOSTS.contains(host)
}

/// The address of a file, as an item keeps it; `None` where the path is not absolute.
pub fn file_url(path: &Path) -> Option<String> {
    Url::from_file_path(path).ok().map(Into::into)
}

/// Whether there is such a file.
pub fn is_there(path: &Path) -> bool {
    path.is_file()
}

/// A file that a link names, where it is there and is nothing that would run.
fn local_file(text: &str) -> Result<PathBuf, UrlError> {
    let shown = || UrlError::NoAddress(text.chars().take(80).filter(|c| !c.is_control()).collect());
    if text.len() > MAX_URL_BYTES {
        return Err(UrlError::Long);
    }
    let url = Url::parse(text.trim()).map_err(|_| shown())?;
    if url
        .host_str()
        .is_some_and(|host| !host.is_empty() && host != "localhost")
    {
        return Err(shown());
    }
    let path = url.to_file_path().map_err(|()| shown())?;
    let name = || path.display().to_string();
    let found = path.canonicalize().map_err(|_| UrlError::NoFile(name()))?;
    let ending = found
        .extension()
        .map(|e| e.to_string_lossy().to_lowercase());
    let runs = ending.is_some_and(|e| PROGRAMS.contains(&e.as_str())) || is_executable(&found);
    if runs {
        return Err(UrlError::Program(name()));
    }
    Ok(found)
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path)
        .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(_: &Path) -> bool {
    false
}

/// Why an address is not opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// Not an address at all.
    #[error("“{0}” is no web address.")]
    NoAddress(String),
    /// Another scheme than http and https.
    #[error("Only http and https addresses are opened, not “{0}:”.")]
    Scheme(String),
    /// It names a user.
    #[error("An address with a name or password in it is not opened.")]
    User,
    /// A file that is not there.
    #[error("There is no file “{0}”.")]
    NoFile(String),
    /// A file that would run as a program.
    #[error("“{0}” is a program or a script: it is not opened from here.")]
    Program(String),
    /// Longer than a browser takes.
    #[error("This address is too long.")]
    Long,
}

/// The address as it may be given to a browser: http or https, with a host, without user and password, and written
/// afresh (so that what was checked is what is opened; the host is in punycode).
///
/// # Errors
/// Where it may not.
pub fn safe_url(text: &str) -> Result<String, UrlError> {
    if text.len() > MAX_URL_BYTES {
        return Err(UrlError::Long);
    }
    let shown = || UrlError::NoAddress(text.chars().take(80).filter(|c| !c.is_control()).collect());
    if text.chars().any(char::is_control) {
        return Err(shown());
    }
    let url = Url::parse(text.trim()).map_err(|_| shown())?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(UrlError::Scheme(url.scheme().to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(UrlError::User);
    }
    let plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    if !url
        .host_str()
        .is_some_and(|host| !host.is_empty() && host.chars().all(plain))
    {
        return Err(shown());
    }
    let url = String::from(url);
    // Written afresh it may be longer: “é” is “%C3%A9” then.
    if url.len() > MAX_URL_BYTES {
        return Err(UrlError::Long);
    }
    Ok(url)
}
