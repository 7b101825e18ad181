//! The tables of the one-byte encodings that Vietnamese texts have been kept in, and of those that
//! UTF-8 is opened as by mistake. Only the upper halves: the lower half of each is ASCII.
//!
//! `encoding_rs` knows Windows-1252, Windows-1258 and Mac Roman but brings the tables of all other
//! encodings into the app, and no kept library has TCVN3, VISCII or code page 437; the tests compare
//! with it where they can.

/// What stands where an encoding has no character.
const NONE: char = '\u{fffd}';

/// A one-byte encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Page {
    /// The byte of the first character of `upper`.
    first: u8,
    /// The characters from `first` on.
    upper: &'static str,
}

/// Windows-1252, Western. Its gaps are read as control characters, as browsers do.
pub(crate) const WINDOWS_1252: Page = Page {
    first: 0x80,
    upper: "€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿\
            ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
};

/// Windows-1258, Vietnamese; five of its characters are tone marks that follow their letter.
pub(crate) const WINDOWS_1258: Page = Page {
    first: 0x80,
    upper: "€�‚ƒ„…†‡ˆ‰�‹Œ����‘’“”•–—˜™�›œ��Ÿ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿\
            ÀÁÂĂÄÅÆÇÈÉÊË\u{300}ÍÎÏĐÑ\u{309}ÓÔƠÖ×ØÙÚÛÜƯ\u{303}ßàáâăäåæçèéêë\u{301}íîïđñ\u{323}óôơö÷øùúûüư₫ÿ",
};

/// Mac Roman, of old Macintoshes.
pub(crate) const MAC_ROMAN: Page = Page {
    first: 0x80,
    upper: "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}\
            ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
};

/// Code page 437, of the black windows of MS-DOS.
pub(crate) const DOS_437: Page = Page {
    first: 0x80,
    upper: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
            αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
};

/// TCVN3 (ABC), of the .Vn fonts; capitals with a tone are the small letters in a font of
/// capitals. TCVN 5712:1993 gives the same bytes.
pub(crate) const TCVN3: Page = Page {
    first: 0xa1,
    upper: "ĂÂÊÔƠƯĐăâêôơưđẰ�����àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ",
};

/// VISCII 1.1 (RFC 1456), but for the six capitals that it puts among the control characters.
pub(crate) const VISCII: Page = Page {
    first: 0x80,
    upper: "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư\
            àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
};

impl Page {
    /// The character of a byte; none where the encoding has none.
    pub(crate) fn character(self, byte: u8) -> Option<char> {
        if byte.is_ascii() {
            return Some(char::from(byte));
        }
        let place = usize::from(byte.checked_sub(self.first)?);
        self.upper.chars().nth(place).filter(|c| *c != NONE)
    }

    /// The byte of a character; none where the encoding doesn't have it. Control characters above
    /// ASCII are their own byte: that is what programs make of a page's gaps.
    pub(crate) fn byte(self, c: char) -> Option<u8> {
        if c.is_ascii() || ('\u{80}'..='\u{9f}').contains(&c) {
            return u8::try_from(u32::from(c)).ok();
        }
        let place = self.upper.chars().position(|upper| upper == c && c != NONE)?;
        u8::try_from(place).ok()?.checked_add(self.first)
    }
}

/// Reads bytes as Windows-1252, its gaps as control characters.
pub(crate) fn western(bytes: &[u8]) -> String {
    let read = |byte: &u8| WINDOWS_1252.character(*byte).unwrap_or(char::from(*byte));
    bytes.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_whole() {
        for page in [WINDOWS_1252, WINDOWS_1258, MAC_ROMAN, DOS_437, TCVN3, VISCII] {
            let count = page.upper.chars().count();
            assert_eq!(count, 256 - usize::from(page.first), "{page:?}");
            for byte in page.first..=255 {
                if let Some(c) = page.character(byte) {
                    assert_eq!(page.byte(c), Some(byte), "{c}");
                }
            }
        }
    }

    #[test]
    fn tables_agree_with_a_kept_library() {
        let known = [
            (WINDOWS_1252, encoding_rs::WINDOWS_1252),
            (WINDOWS_1258, encoding_rs::WINDOWS_1258),
            (MAC_ROMAN, encoding_rs::MACINTOSH),
        ];
        for (page, library) in known {
            for byte in 0x80..=0xff_u8 {
                let bytes = [byte];
                let (text, _) = library.decode_without_bom_handling(&bytes);
                let theirs = text.chars().next().filter(|c| !c.is_control());
                assert_eq!(page.character(byte), theirs, "{byte:02x}");
            }
        }
    }

    #[test]
    fn every_letter_of_vietnamese_is_in_viscii_but_six() {
        let gone = "ẲẴẪỶỸỴ";
        for c in crate::damage::letters::VIETNAMESE.chars() {
            assert_eq!(VISCII.byte(c).is_none(), gone.contains(c), "{c}");
        }
    }
}
