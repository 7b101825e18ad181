//! Links that the system hands over: `camtay:` and a ward's code. Anything else is refused here and
//! goes no further. Where the system opens a second window for a link, the window that is there
//! already gets it: there is one store, and it has one window.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sync::Code;

use super::{Moment, Moments};

/// How long a new window waits for the one before to be closed. Longer than that takes; shorter than
/// Android waits before it says that the app doesn't answer.
const TAKES_OVER_WITHIN: Duration = Duration::from_millis(4_500);

/// The code in a link; none where the link isn't ours, or is damaged.
#[must_use]
pub fn code_of_link(link: &str) -> Option<Code> {
    let link = link.trim();
    if !link.starts_with(wire::LINK_SCHEME) {
        return None;
    }
    link.parse().ok()
}

/// The window that is open: where it hears of links, and what closes it.
struct Open {
    number: u64,
    moments: Moments,
    close: Box<dyn Fn() + Send>,
}

/// The way of links to the one window of this process.
pub struct Links {
    open: Mutex<Option<Open>>,
    changed: Condvar,
}

/// The right to be the window. Dropping it makes room for the next one.
pub struct Place<'links> {
    links: &'links Links,
    number: u64,
}

impl Links {
    /// Nobody is there yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { open: Mutex::new(None), changed: Condvar::new() }
    }

    fn open(&self) -> MutexGuard<'_, Option<Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A window opens, with the link that it was opened for; `close` is what would close it. None
    /// where it is to go at once, because the window that is there has taken its link.
    ///
    /// Without a link the new window takes over: the system made it while the one before was going.
    #[must_use]
    pub fn opened(
        &self,
        moments: &Moments,
        link: Option<&str>,
        close: impl Fn() + Send + 'static,
    ) -> Option<Place<'_>> {
        let code = link.and_then(code_of_link);
        let mut open = self.open();
        if let Some(there) = &*open {
            if let Some(code) = code {
                there.moments.tell(Moment::Invited(code));
                return None;
            }
            (there.close)();
            let waited =
                self.changed.wait_timeout_while(open, TAKES_OVER_WITHIN, |it| it.is_some());
            open = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        let number = open.as_ref().map_or(0, |there| there.number + 1);
        *open = Some(Open { number, moments: moments.clone(), close: Box::new(close) });
        drop(open);
        if let Some(code) = code {
            moments.tell(Moment::Invited(code));
        }
        Some(Place { links: self, number })
    }
}

impl Default for Links {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        // Another one may have taken over meanwhile.
        self.links.open().take_if(|there| there.number == self.number);
        self.links.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use proptest::prelude::*;
    use segment::{BoxPublicKey, DevicePublicKey, WardPublicKey};

    use super::*;

    fn link() -> (Code, String) {
        let link = wire::Invitation {
            addresses: vec!["192.168.1.20:8443".to_owned()],
            certificate_sha256: [7; 32],
            ward: WardPublicKey {
                verifying: DevicePublicKey([8; 32]),
                wrapping: BoxPublicKey([9; 32]),
            },
            token: [5; 16],
        }
        .to_link();
        (link.parse().unwrap(), link)
    }

    fn window() -> (Moments, mpsc::Receiver<Moment>) {
        let (moments, (hears, heard)) = (Moments::default(), mpsc::channel());
        moments.listen(move |moment| hears.send(moment).unwrap());
        (moments, heard)
    }

    #[test]
    fn only_our_own_links_are_codes() {
        let (code, link) = link();
        assert_eq!(code_of_link(&link), Some(code.clone()));
        assert_eq!(code_of_link(&format!("  {link}\n")), Some(code));
        let cut = &link[..link.len() - 3];
        for other in ["", "https://example.vn/", "camtay:", &link[7..], cut, "file:///a"] {
            assert_eq!(code_of_link(other), None, "{other}");
        }
    }

    #[test]
    fn a_second_window_hands_its_link_to_the_first_and_goes() {
        let (links, (code, link)) = (Links::new(), link());
        let ((first, first_heard), (second, second_heard)) = (window(), window());
        let place = links.opened(&first, None, || unreachable!("it is told nothing of the kind"));
        assert!(first_heard.try_recv().is_err());
        assert!(links.opened(&second, Some(&link), || ()).is_none());
        assert_eq!(first_heard.try_recv(), Ok(Moment::Invited(code.clone())));
        assert!(second_heard.try_recv().is_err());
        // Once the first is gone, the next one stays.
        drop(place);
        assert!(links.opened(&second, Some(&link), || ()).is_some());
        assert_eq!(second_heard.try_recv(), Ok(Moment::Invited(code)));
    }

    #[test]
    fn a_window_without_a_link_takes_over_from_one_that_is_going() {
        static LINKS: Links = Links::new();
        let ((first, _first_heard), (second, _second_heard)) = (window(), window());
        let (told, to_close) = mpsc::channel();
        let place = LINKS.opened(&first, None, move || told.send(()).unwrap());
        let going = std::thread::spawn(move || {
            to_close.recv().unwrap();
            drop(place);
        });
        let place = LINKS.opened(&second, Some("https://example.vn/"), || ());
        going.join().unwrap();
        assert!(place.is_some());
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "\\PC{0,80}") {
            let _ = code_of_link(&text);
            let _ = code_of_link(&format!("camtay:{text}"));
        }
    }
}
