//! Words as they are compared: what was drawn with what was read. Forgives what no reader can tell
//! apart, capitals and punctuation, and nothing else: a lost mark is a word unread.

use unicode_normalization::UnicodeNormalization;

/// The words of a text in lower case, composed, without punctuation. Of `I l 1 |` and of `O 0` one
/// stands for all, since this font draws them alike, and *đ* for the sign of the money.
pub fn words(text: &str) -> Vec<String> {
    let plain = |word: &str| -> String {
        let lower = word.nfc().flat_map(char::to_lowercase);
        let kept = lower
            .map(|c| match c {
                '₫' => 'đ',
                '|' => 'i',
                other => other,
            })
            .filter(|c| c.is_alphanumeric());
        kept.map(|c| match c {
            'l' | 'i' => '1',
            'o' => '0',
            other => other,
        })
        .collect()
    };
    text.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect()
}

/// Which of the words that were drawn were read, in their order.
pub fn read_of(drawn: &[String], read: &[String]) -> Vec<bool> {
    // Where every letter was read, a narrow gap between two words may be missed.
    if drawn.concat() == read.concat() {
        return vec![true; drawn.len()];
    }
    let found = in_order(drawn, read);
    // Where only digits and single letters are missing, the gaps between them don't count:
    // 000 188 is read as 000188.
    let missing = drawn.iter().zip(&found).filter(|(_, found)| !**found);
    let loose = |word: &str| {
        // A file name breaks anywhere.
        let length = word.chars().count();
        length == 1 || length >= 20 || word.chars().all(char::is_numeric)
    };
    if missing.clone().count() == 0 || missing.clone().any(|(word, _)| !loose(word)) {
        return found;
    }
    let (all, mut from) = (read.concat(), 0);
    let mut look = |word: &String| {
        let at = all[from..].find(word.as_str())?;
        from += at + word.len();
        Some(())
    };
    let run_together: Vec<bool> = drawn.iter().map(|word| look(word).is_some()).collect();
    let count = |found: &[bool]| found.iter().filter(|found| **found).count();
    if count(&run_together) > count(&found) { run_together } else { found }
}

/// The longest common subsequence, as marks on the words drawn.
fn in_order(drawn: &[String], read: &[String]) -> Vec<bool> {
    let mut longest = vec![vec![0u32; read.len() + 1]; drawn.len() + 1];
    for (i, a) in drawn.iter().enumerate().rev() {
        for (j, b) in read.iter().enumerate().rev() {
            let skipping = longest[i + 1][j].max(longest[i][j + 1]);
            longest[i][j] = if a == b { longest[i + 1][j + 1] + 1 } else { skipping };
        }
    }
    let (mut i, mut j, mut found) = (0, 0, vec![false; drawn.len()]);
    while i < drawn.len() && j < read.len() {
        if drawn[i] == read[j] {
            found[i] = true;
            (i, j) = (i + 1, j + 1);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

#[test]
fn only_what_nobody_can_tell_apart_is_forgiven() {
    let check = |drawn: &str, read: &str, expect: &[bool]| {
        assert_eq!(read_of(&words(drawn), &words(read)), expect, "«{drawn}» as «{read}»");
    };
    check("Chạm nút Quét mã.", "chạm NÚT Quét mã", &[true; 4]);
    check("Chạm nút Quét mã.", "chạm nút Quet mã", &[true, true, false, true]);
    check("Ta\u{323}", "Tạ", &[true]);
    check("Trả 35.000\u{a0}₫", "Trả 35.00O đ", &[true; 3]);
    check("000 188 001", "000188 O01", &[true; 3]);
    check("q w e r t", "q wert", &[true; 5]);
    check("I see", "Isee", &[true; 2]);
    check("Nút xanh này", "Nútxanh nay", &[false; 3]);
    check("một hai ba", "hai một", &[false, true, false]);
    check("– • +", "", &[]);
}
