//! Telephone numbers, codes, dates, times and percentages as they are heard.

use proptest::prelude::*;
use std::collections::BTreeSet;
use vietnamese::{
    Region, SpokenError, TimeStyle, all_spoken_words, code_groups, code_words, date_word_list,
    date_words, day_month_words, percent_word_list, percent_words, phone_groups, phone_words,
    time_word_list, time_words,
};

fn check_phone(number: &str, expect: &str) {
    assert_eq!(phone_words(number).as_deref(), Ok(expect), "{number}");
}

#[test]
fn telephone_numbers_are_grouped() {
    check_phone("0912345678", "không chín một hai, ba bốn năm, sáu bảy tám");
    check_phone("0912 345.678", "không chín một hai, ba bốn năm, sáu bảy tám");
    check_phone("091x xxx x78", "không chín một sao, sao sao sao, sao bảy tám");
    check_phone("0912•••678", "không chín một hai, sao sao sao, sáu bảy tám");
    check_phone("113", "một một ba");
    check_phone("1022", "một không hai hai");
    check_phone("19001234", "một chín không không, một hai ba bốn");
    check_phone("(024) 3826 4455", "không hai bốn ba, tám hai sáu, bốn bốn năm năm");
    check_phone("+84 912 345 678", "cộng tám bốn, chín một hai, ba bốn năm, sáu bảy tám");
    check_phone("+1 202 555 0100", "cộng một hai không, hai năm năm, năm không một, không không");
}

#[test]
fn codes_go_in_threes() {
    for (code, expect) in [
        ("482913", "bốn tám hai, chín một ba"),
        ("1234", "một hai ba bốn"),
        ("12345", "một hai ba, bốn năm"),
        ("1234567", "một hai ba, bốn năm sáu bảy"),
        ("000123456789", "không không không, một hai ba, bốn năm sáu, bảy tám chín"),
        ("48**13", "bốn tám sao, sao một ba"),
        ("7", "bảy"),
    ] {
        assert_eq!(code_words(code).as_deref(), Ok(expect), "{code}");
    }
}

#[test]
fn what_cannot_be_read_in_full_is_refused() {
    for (number, error) in [
        ("", SpokenError::Empty),
        (" - ", SpokenError::Empty),
        ("+", SpokenError::Empty),
        ("09a2", SpokenError::NotADigit),
        ("09+12", SpokenError::NotADigit),
        ("٥٠", SpokenError::NotADigit),
        ("1234567890123456", SpokenError::TooLong),
    ] {
        assert_eq!(phone_words(number), Err(error), "{number}");
    }
    assert_eq!(code_words("H26.5"), Err(SpokenError::NotADigit));
}

#[test]
fn dates_are_said_as_people_say_them() {
    let check = |day, month, year, expect: &str| {
        let heard = date_words(day, month, year, Region::North);
        assert_eq!(heard.as_deref(), Ok(expect));
    };
    check(23, 11, 2026, "ngày hai mươi ba tháng mười một năm hai nghìn không trăm hai mươi sáu");
    check(5, 4, 1954, "ngày mồng năm tháng tư năm một nghìn chín trăm năm mươi tư");
    check(10, 10, 2000, "ngày mồng mười tháng mười năm hai nghìn");
    check(29, 2, 2024, "ngày hai mươi chín tháng hai năm hai nghìn không trăm hai mươi tư");
    let south = date_words(2, 9, 2005, Region::South);
    assert_eq!(south.as_deref(), Ok("ngày mồng hai tháng chín năm hai ngàn không trăm lẻ năm"));
    assert_eq!(
        day_month_words(29, 2, Region::North).as_deref(),
        Ok("ngày hai mươi chín tháng hai")
    );
}

#[test]
fn days_that_do_not_exist_are_refused() {
    for (day, month, year) in [
        (0, 1, 2026),
        (32, 1, 2026),
        (31, 4, 2026),
        (30, 2, 2024),
        (29, 2, 2026),
        (29, 2, 1900),
        (1, 0, 2026),
        (1, 13, 2026),
        (1, 1, 0),
        (1, 1, 10_000),
    ] {
        let heard = date_words(day, month, year, Region::North);
        assert_eq!(heard, Err(SpokenError::NoSuchDate), "{day}/{month}/{year}");
    }
    assert!(date_words(29, 2, 2000, Region::North).is_ok());
    assert_eq!(day_month_words(30, 2, Region::North), Err(SpokenError::NoSuchDate));
}

#[test]
fn times_have_their_part_of_the_day() {
    for (hour, minute, exact, colloquial) in [
        (9, 5, "chín giờ năm phút sáng", "chín giờ năm phút sáng"),
        (9, 0, "chín giờ sáng", "chín giờ sáng"),
        (0, 0, "mười hai giờ đêm", "mười hai giờ đêm"),
        (12, 15, "mười hai giờ mười lăm phút trưa", "mười hai giờ mười lăm phút trưa"),
        (14, 30, "hai giờ ba mươi phút chiều", "hai giờ rưỡi chiều"),
        (19, 21, "bảy giờ hai mươi mốt phút tối", "bảy giờ hai mươi mốt phút tối"),
        (22, 35, "mười giờ ba mươi lăm phút đêm", "mười giờ ba mươi lăm phút đêm"),
        (7, 50, "bảy giờ năm mươi phút sáng", "tám giờ kém mười phút sáng"),
        (7, 51, "bảy giờ năm mươi mốt phút sáng", "bảy giờ năm mươi mốt phút sáng"),
        (23, 45, "mười một giờ bốn mươi lăm phút đêm", "mười hai giờ kém mười lăm phút đêm"),
        (12, 55, "mười hai giờ năm mươi lăm phút trưa", "một giờ kém năm phút chiều"),
    ] {
        let heard = |style| time_words(hour, minute, style, Region::North);
        assert_eq!(heard(TimeStyle::Exact).as_deref(), Ok(exact));
        assert_eq!(heard(TimeStyle::Colloquial).as_deref(), Ok(colloquial));
    }
    for (hour, minute) in [(24, 0), (0, 60), (255, 255)] {
        let heard = time_words(hour, minute, TimeStyle::Exact, Region::North);
        assert_eq!(heard, Err(SpokenError::NoSuchTime));
    }
}

#[test]
fn every_minute_of_the_day_sounds_different() {
    for style in [TimeStyle::Exact, TimeStyle::Colloquial] {
        let heard: BTreeSet<_> = (0..24)
            .flat_map(|hour| (0..60).map(move |minute| (hour, minute)))
            .map(|(hour, minute)| time_words(hour, minute, style, Region::North).expect("a time"))
            .collect();
        assert_eq!(heard.len(), 24 * 60);
    }
}

#[test]
fn percentages_have_a_decimal_comma() {
    for (hundredths, expect) in [
        (10_000, "một trăm phần trăm"),
        (8_120, "tám mươi mốt phẩy hai phần trăm"),
        (8_542, "tám mươi lăm phẩy bốn mươi hai phần trăm"),
        (805, "tám phẩy không năm phần trăm"),
        (50, "không phẩy năm phần trăm"),
        (0, "không phần trăm"),
    ] {
        assert_eq!(percent_words(hundredths, Region::North), expect);
    }
}

proptest! {
    #[test]
    fn every_digit_is_heard_once(digits in "[0-9x]{1,15}") {
        for groups in [phone_groups(&digits), code_groups(&digits)] {
            let groups = groups.expect("digits only");
            prop_assert_eq!(groups.concat().len(), digits.len());
            prop_assert!(groups.len() == 1 || groups.iter().all(|group| (2..=4).contains(&group.len())));
        }
    }

    #[test]
    fn every_word_is_known(hour in 0u8..24, minute in 0u8..60, day in 1u8..=28, month in 1u8..=12,
                           year in 1u16..=9999, percent in 0u64..100_000, south: bool, slang: bool) {
        let region = if south { Region::South } else { Region::North };
        let style = if slang { TimeStyle::Colloquial } else { TimeStyle::Exact };
        let known = all_spoken_words();
        let heard = [
            time_word_list(hour, minute, style, region).expect("a time"),
            date_word_list(day, month, year, region).expect("a date"),
            percent_word_list(percent, region),
            phone_groups("+84 91x").expect("digits").concat(),
        ];
        for word in heard.concat() {
            prop_assert!(known.contains(&word), "{}", word);
        }
    }

    #[test]
    fn any_text_is_answered(text in "\\PC*") {
        let _ = (phone_words(&text), code_words(&text));
    }
}
