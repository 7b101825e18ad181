//! What is to be said: a sentence, and the pieces it is spoken in.
//!
//! It holds no sound and picks no speaker.

/// Silence between two words of a number, in milliseconds.
///
/// The synthesiser itself leaves 25 to 110 ms of near silence between words at
/// the narrator's pace. Amounts of more than three words, joined with 90 ms, come
/// to 178 syllables a minute on average (169 to 188), the pace of whole
/// sentences; with 40 ms it would be 203, too fast for what has to be counted.
pub const WORD_PAUSE_MS: u32 = 90;

/// Silence between two parts of a sentence, in milliseconds.
pub const PART_PAUSE_MS: u32 = 250;

/// A fragment that is a pause and no clip: between the groups of a telephone
/// number or a code, and before an amount is said again.
pub const PAUSE: &str = ",";

/// The words that numbers, dates, times of day and telephone numbers are made
/// of, in the north and in the south. *đồng* is not among them: it closes an
/// amount, and what follows it is another part.
const NUMBER_WORDS: [&str; 40] = [
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mươi", "mốt",
    "tư", "lăm", "nhăm", "linh", "lẻ", "trăm", "nghìn", "ngàn", "triệu", "tỷ", "tỉ", "phẩy",
    "phần", "ngày", "mồng", "tháng", "giờ", "phút", "rưỡi", "kém", "sáng", "trưa", "chiều", "tối",
    "đêm", "cộng", "sao",
];

/// Whether a fragment is a word inside a number: said in the run of it, close
/// to its neighbours, and not as a sentence of its own.
#[must_use]
pub fn is_number_word(text: &str) -> bool {
    NUMBER_WORDS.contains(&text)
}

/// One spoken piece, which one clip says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// The words exactly as they are spoken.
    pub text: String,
}

/// A sentence to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Utterance {
    /// The whole sentence as it is shown.
    pub text: String,
    /// The spoken pieces in order. A sentence without placeables is one piece;
    /// an amount is one piece per number word; [`PAUSE`] is a pause.
    pub fragments: Vec<String>,
}

impl Utterance {
    /// A sentence spoken as it is written, in one piece.
    #[must_use]
    pub fn whole(text: &str) -> Self {
        Self { text: text.to_owned(), fragments: vec![text.to_owned()] }
    }

    /// The pieces that are clips, each with the silence after it in
    /// milliseconds (none after the last).
    pub(crate) fn clips(&self) -> Vec<(Fragment, u32)> {
        let mut clips: Vec<(Fragment, u32)> = Vec::new();
        let mut pause_due = false;
        for text in &self.fragments {
            if is_pause(text) {
                pause_due = true;
                continue;
            }
            if let Some((before, pause)) = clips.last_mut() {
                *pause = if !pause_due && joins(&before.text, text) {
                    WORD_PAUSE_MS
                } else {
                    PART_PAUSE_MS
                };
            }
            pause_due = false;
            clips.push((Fragment { text: text.clone() }, 0));
        }
        clips
    }
}

/// Whether a fragment has nothing to say: punctuation or white space alone.
fn is_pause(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// Whether two neighbours belong to one number: a word inside it, and another
/// one or the *đồng* that closes it.
fn joins(before: &str, after: &str) -> bool {
    is_number_word(before) && (is_number_word(after) || after == "đồng")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pauses(fragments: &[&str]) -> Vec<u32> {
        let utterance = Utterance {
            text: String::new(),
            fragments: fragments.iter().map(|&f| f.to_owned()).collect(),
        };
        utterance.clips().into_iter().map(|(_, pause)| pause).collect()
    }

    #[test]
    fn words_of_a_number_stand_close_and_parts_apart() {
        assert_eq!(
            pauses(&["Bác trả", "ba", "mươi", "nghìn", "đồng", "cho cô Lan."]),
            [250, 90, 90, 90, 250, 0],
        );
    }

    #[test]
    fn an_amount_said_twice_is_two_amounts() {
        assert_eq!(pauses(&["năm", "đồng", "năm", "đồng"]), [90, 250, 90, 0]);
    }

    #[test]
    fn a_pause_separates_groups_and_never_starts_or_ends_speech() {
        assert_eq!(pauses(&[PAUSE, "không", "chín", PAUSE, "một", "hai", " . "]), [90, 250, 90, 0]);
        assert_eq!(pauses(&[PAUSE]), Vec::<u32>::new());
        assert_eq!(pauses(&[]), Vec::<u32>::new());
    }

    #[test]
    fn a_one_word_sentence_is_a_part() {
        assert_eq!(pauses(&["Đúng.", "năm", "nghìn"]), [250, 90, 0]);
        assert_eq!(pauses(&["Dạ", "vâng"]), [250, 0]);
    }
}
