//! The name of a residential group as it is taken in, wherever it is typed: one name however it is
//! written, and nothing private in it, for it stands on pages and in devices. It refuses to change
//! names that are kept already.

use vietnamese::{Field, private, tidied};

/// A group's name holds somebody's number or address. It says neither which nor where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a group's name holds no telephone or paper number and no address; write its name alone")]
pub struct PrivateName;

/// The name as it is kept: `Tổ\u{a0}Ðồng  1` is `Tổ Đồng 1`.
///
/// # Errors
/// When there is something private in it.
pub fn taken_in(name: &str) -> Result<String, PrivateName> {
    let name = tidied(name);
    if private(&name, Field::Free).is_some() { Err(PrivateName) } else { Ok(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_has_one_name_however_it_is_written() {
        for name in ["Tổ Đồng 1", " Tổ  Đồng 1 ", "Tổ\u{a0}\u{d0}ồng 1", "Tổ\u{200b} Đồng １"]
        {
            assert_eq!(taken_in(name).as_deref(), Ok("Tổ Đồng 1"), "{name:?}");
        }
        for name in ["Tổ dân phố số 12, ngõ 345", "to-3", "Khu B2, P.Tây Hồ", "H’Leo", ""]
        {
            assert!(taken_in(name).is_ok(), "{name:?}");
        }
    }

    #[test]
    fn a_group_is_named_after_nobodys_number() {
        for name in ["Tổ 1 (0912 345 678)", "Tổ 1 09l2345678", "a@b.example", "001162012345"] {
            assert_eq!(taken_in(name), Err(PrivateName), "{name:?}");
        }
    }
}
