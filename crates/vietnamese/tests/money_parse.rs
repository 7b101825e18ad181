//! What people type for an amount, and what must be refused.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use vietnamese::{Dong, ParseDongError, Region};

/// `Ok` amounts or the kind of refusal, for many ways to type.
fn check(input: &str, expect: Result<u64, ParseDongError>) {
    assert_eq!(Dong::parse(input), expect.map(Dong::new), "{input:?}");
}

#[test]
fn everyday_forms_are_understood() {
    for (input, dong) in [
        ("0", 0),
        ("50", 50),
        ("50000", 50_000),
        ("50k", 50_000),
        ("50K", 50_000),
        ("50 k", 50_000),
        (" 50k ", 50_000),
        ("50 nghìn", 50_000),
        ("50 ngàn", 50_000),
        ("50 nghin", 50_000),
        ("50nghìn đồng", 50_000),
        ("50.000", 50_000),
        ("50,000", 50_000),
        ("50 000", 50_000),
        ("50.000đ", 50_000),
        ("50.000 đ", 50_000),
        ("50.000 ₫", 50_000),
        ("50.000\u{a0}₫", 50_000),
        ("50.000 VND", 50_000),
        ("50.000 VNĐ", 50_000),
        ("50.000 đồng", 50_000),
        ("VND 50,000", 50_000),
        ("₫50.000", 50_000),
        ("50.000d", 50_000),
        ("1.234.567", 1_234_567),
        ("1 234 567", 1_234_567),
        ("1tr", 1_000_000),
        ("1tr2", 1_200_000),
        ("1tr25", 1_250_000),
        ("1TR250", 1_250_000),
        ("1tr05", 1_050_000),
        ("1k5", 1_500),
        ("2tỷ5", 2_500_000_000),
        ("1 triệu", 1_000_000),
        ("1,5 triệu", 1_500_000),
        ("1.5 triệu", 1_500_000),
        ("1,25tr", 1_250_000),
        ("0,5 triệu", 500_000),
        ("0,500 triệu", 500_000),
        ("1.234,5 triệu", 1_234_500_000),
        ("1.500.000k", 1_500_000_000),
        ("1500 triệu", 1_500_000_000),
        ("2 tỷ", 2_000_000_000),
        ("2 tỉ", 2_000_000_000),
        ("2 tỷ 500 triệu", 2_500_000_000),
        ("1tr 200k", 1_200_000),
        ("1tr2k", 1_002_000),
        ("1 triệu 200 nghìn đồng", 1_200_000),
        ("1 triệu 200.000 đồng", 1_200_000),
        ("1 triệu 200 000", 1_200_000),
        ("1 triệu rưỡi", 1_500_000),
        ("nửa triệu", 500_000),
        ("Nửa triệu đồng", 500_000),
        ("nửa tỷ", 500_000_000),
        ("nửa trăm nghìn", 50_000),
        ("50.000 đồng chẵn", 50_000),
        ("50.000đ chẵn", 50_000),
        ("50 nghìn chẵn", 50_000),
        ("1 triệu đồng chẵn", 1_000_000),
        ("2,00 triệu", 2_000_000),
        ("50 ngàn tròn", 50_000),
        ("50.000,-", 50_000),
        ("50.000đ/-", 50_000),
        ("50.000 đồng./.", 50_000),
        ("50.000 đồng.", 50_000),
        ("50'000", 50_000),
        ("50’000 đ", 50_000),
        ("\u{200b}50.000\u{feff}", 50_000),
        ("50.000 VN\u{d0}", 50_000),
        ("triệu rưỡi", 1_500_000),
        ("trăm nghìn", 100_000),
        ("một triệu", 1_000_000),
        ("hai triệu rưỡi", 2_500_000),
        ("năm mươi nghìn đồng chẵn", 50_000),
        ("nam muoi ngan", 50_000),
        ("năm chục nghìn", 50_000),
        ("Một trăm hai mươi lăm nghìn đồng", 125_000),
        ("hai trăm linh năm nghìn", 205_000),
        ("một triệu hai trăm nghìn", 1_200_000),
        ("hai mươi tư triệu", 24_000_000),
        ("mười lăm triệu rưỡi", 15_500_000),
        ("2tr rưỡi", 2_500_000),
        ("1 nghìn rưỡi", 1_500),
        ("5 trăm nghìn", 500_000),
        ("3 chục triệu", 30_000_000),
        ("1 nghìn tỷ", 1_000_000_000_000),
        ("1 trăm nghìn tỷ đồng", 100_000_000_000_000),
        ("50.000,00", 50_000),
        ("50,000.00 đ", 50_000),
        ("５０ｋ", 50_000),
        ("５０．０００", 50_000),
        ("18.446.744.073.709.551.615", u64::MAX),
    ] {
        check(input, Ok(dong));
    }
}

#[test]
fn decomposed_letters_mean_the_same() {
    for input in ["50 nghìn", "50.000đ", "1,5 triệu", "2 tỷ", "1 triệu rưỡi", "50 ngàn đồng"]
    {
        let decomposed: String = input.nfd().collect();
        assert_eq!(Dong::parse(&decomposed), Dong::parse(input), "{input}");
        assert!(Dong::parse(input).is_ok(), "{input}");
    }
}

#[test]
fn missing_hundreds_are_said() {
    check("hai triệu không trăm linh năm nghìn", Ok(2_005_000));
    check("2 triệu không trăm năm mươi nghìn", Ok(2_050_000));
    check("một triệu không trăm lẻ năm ngàn đồng", Ok(1_005_000));
    check("mười nghìn năm trăm đồng", Ok(10_500));
    check("mười nghìn không trăm linh năm đồng", Ok(10_005));
    check("không đồng", Ok(0));
    check("mười nghìn năm trăm", Err(ParseDongError::Ambiguous));
    check("hai triệu năm trăm đồng", Err(ParseDongError::Ambiguous));
    check("mười nghìn năm đồng", Err(ParseDongError::Ambiguous));
}

#[test]
fn what_could_mean_two_amounts_is_refused() {
    for input in [
        "1.500 triệu",
        "1,500 triệu",
        "1.500k",
        "1 triệu 200",
        "1 tr 2",
        "1 triệu 200 đồng",
        "1tr2đ",
        "1tr2000",
        "1tr2000đ",
        "1tr2 000",
        "1tr2.000",
        "1tr1,5",
        "5 trăm",
        "hai trăm",
        "năm mươi",
        "hai triệu hai",
        "hai mươi đồng",
        "2 chục",
        "50.000,000",
    ] {
        check(input, Err(ParseDongError::Ambiguous));
    }
}

#[test]
fn nonsense_is_refused_with_its_reason() {
    use ParseDongError::*;
    for (input, reason) in [
        ("", Empty),
        ("  \u{a0}", Empty),
        ("đồng", Empty),
        ("-50k", Negative),
        ("−50.000", Negative),
        ("18.446.744.073.709.551.616", TooLarge),
        ("99999999999999999999999999", TooLarge),
        ("20.000.000.000 tỷ", TooLarge),
        ("0912345678", LeadingZero),
        ("050.000", LeadingZero),
        ("0.500.000", LeadingZero),
        ("00", LeadingZero),
        ("1k0005", Ambiguous),
        ("50 đô", Unexpected),
        ("$50", Unexpected),
        ("50 USD", Unexpected),
        ("50k 20k", Unexpected),
        ("1tr1500k", Unexpected),
        ("5 triệu 2 tỷ", Unexpected),
        ("1,5tr2", Unexpected),
        ("50-60k", Unexpected),
        ("50k/kg", Unexpected),
        ("khoảng 50k", Unexpected),
        ("50kk", Unexpected),
        ("50²", Unexpected),
        ("½ triệu", Unexpected),
        ("٥٠", Unexpected),
        ("k", Unexpected),
        ("triệu", Unexpected),
        ("rưỡi", Unexpected),
        ("nửa", Unexpected),
        ("nửa đồng", Unexpected),
        ("nửa triệu rưỡi", Unexpected),
        ("nửa triệu 200 nghìn", Unexpected),
        ("2 nửa triệu", Unexpected),
        ("chẵn", Unexpected),
        ("chẵn 50.000", Unexpected),
        ("50 rưỡi", Unexpected),
        ("1,5 triệu rưỡi", Unexpected),
        ("2 triệu rưỡi 300 nghìn", Unexpected),
        ("đ50.000đ", Unexpected),
        ("50 đồng 20", Unexpected),
        ("50.000 đ đ", Unexpected),
        ("1 tỷ triệu", Unexpected),
        ("1 trăm chục nghìn", Unexpected),
        ("+50k", Unexpected),
        ("1e6", Unexpected),
    ] {
        check(input, Err(reason));
    }
}

/// The digits are refused, and these amounts are asked about.
fn check_meant(input: &str, meant: &[u64]) {
    let parsed = Dong::parse(input);
    let Err(ParseDongError::BadGrouping(found) | ParseDongError::NotWhole(found)) = parsed else {
        panic!("{input:?} is {parsed:?}");
    };
    let found: Vec<u64> = found.amounts().map(Dong::get).collect();
    assert_eq!(found, meant, "{input:?}");
}

#[test]
fn a_slipped_zero_is_asked_about_and_never_taken() {
    check_meant("5.0000", &[5_000, 50_000]);
    check_meant("1.0000", &[1_000, 10_000]);
    check_meant("50.0000", &[50_000, 500_000]);
    check_meant("10,0000", &[10_000, 100_000]);
    check_meant("10 0000", &[10_000, 100_000]);
    check_meant("1.500.0000", &[1_500_000, 15_000_000]);
    check_meant("50.00", &[50_000]);
    check_meant("50.0", &[50_000]);
    check_meant("50,0", &[50_000]);
    check_meant("50 00", &[50_000]);
    check_meant("50.00đ", &[50_000]);
    check_meant("50.0000 VND", &[50_000, 500_000]);
    check_meant("2.0000 nghìn", &[]);
    check_meant("1tr 50.0000", &[]);
    check_meant("5.0000đ/-", &[5_000, 50_000]);
    check_meant("5'0000", &[5_000, 50_000]);
    check_meant("1.2345", &[12_345]);
    check_meant("5.00000", &[5_000, 500_000]);
    check_meant("5.000000", &[5_000_000]);
    check_meant("5.0000.000", &[5_000_000, 50_000_000]);
    check_meant("10,00,000", &[10_000_000, 1_000_000]);
    check_meant("50000.00", &[50_000]);
    check_meant("50.000,0", &[50_000]);
    check_meant("50.000,0000", &[50_000]);
    check_meant("0.0000", &[]);
    let sentence = Dong::parse("5.0000").unwrap_err().to_string();
    let said =
        "the digits are not in groups of three; perhaps 5.000\u{a0}₫ or 50.000\u{a0}₫ is meant";
    assert_eq!(sentence, said);
}

#[test]
fn a_part_of_a_dong_is_asked_about() {
    check_meant("1,5", &[1_500, 1_500_000]);
    check_meant("2.25", &[2_250, 2_250_000]);
    check_meant("50.5", &[50_500]);
    check_meant("1.234,5", &[]);
    check_meant("1,2345 nghìn", &[]);
    check_meant("0.500", &[]);
    check_meant("0,5", &[]);
}

#[test]
fn digits_in_other_groups_are_refused() {
    let table: [(&str, &[u64]); 10] = [
        ("50.00.000", &[50_000_000, 5_000_000]),
        ("5000.000.000", &[5_000_000_000]),
        ("1.5.000", &[]),
        ("50..000", &[50_000]),
        ("50.000.", &[50_000]),
        (".5 triệu", &[]),
        ("50 00", &[50_000]),
        ("5000 000", &[5_000_000]),
        ("50.000 000", &[50_000_000]),
        ("50 20", &[]),
    ];
    for (input, meant) in table {
        check_meant(input, meant);
    }
}

/// The table of agreed readings: amounts and their words, one a line.
#[test]
fn amounts_are_read_as_agreed() {
    let mut lines = 0;
    for line in include_str!("numbers.tsv").lines().filter(|line| !line.is_empty()) {
        let (amount, words) = line.split_once('\t').expect("amount, tab, words");
        let amount = Dong::new(amount.parse().expect("digits"));
        assert_eq!(amount.words(Region::North), words);
        lines += 1;
    }
    assert_eq!(lines, 20);
}

proptest! {
    #[test]
    fn units_are_what_they_are_worth(n in 1u64..1_000_000) {
        for (unit, worth) in [("k", 1_000), (" nghìn", 1_000), ("tr", 1_000_000), (" tỷ", 1_000_000_000)] {
            prop_assert_eq!(Dong::parse(&format!("{n}{unit}")), Ok(Dong::new(n * worth)));
        }
    }

    #[test]
    fn decimals_are_never_rounded(whole in 0u64..999, decimals in 0u64..100) {
        let amount = Dong::new(whole * 1_000_000 + decimals * 10_000);
        prop_assert_eq!(Dong::parse(&format!("{whole},{decimals:02} triệu")), Ok(amount));
        prop_assert_eq!(Dong::parse(&format!("{whole}.{decimals:02}tr")), Ok(amount));
        prop_assert_eq!(Dong::parse(&format!("{whole}tr{decimals:02}")), Ok(amount));
    }

    #[test]
    fn anything_at_all_is_answered(text in "\\PC*") {
        let _ = Dong::parse(&text);
    }

    /// However digits are parted, they are taken by threes or not at all; and whatever is asked
    /// about is no amount of a few dong.
    #[test]
    fn only_groups_of_three_are_taken(
        first in "[1-9][0-9]{0,2}",
        groups in prop::collection::vec("[0-9]{1,5}", 1..4),
        separator in prop_oneof![Just('.'), Just(','), Just(' '), Just('\''), Just('．'), Just('\u{a0}')],
        currency in prop_oneof![Just(""), Just("đ"), Just(" đồng"), Just(" VND"), Just(" ₫")],
    ) {
        let mut text = first.clone();
        for group in &groups {
            text = format!("{text}{separator}{group}");
        }
        let parsed = Dong::parse(&format!("{text}{currency}"));
        if groups.iter().all(|group| group.len() == 3) {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(parsed, Ok(Dong::new(digits.parse().unwrap())));
        } else {
            prop_assert!(parsed.is_err(), "{} is {:?}", text, parsed);
        }
        if let Err(ParseDongError::BadGrouping(meant)) = parsed {
            prop_assert!(meant.amounts().all(|dong| dong.get() >= 10), "{}: {:?}", text, meant);
        }
    }

    /// Separators that change on the way are no grouping either.
    #[test]
    fn groups_are_parted_in_one_way(
        first in "[1-9][0-9]{0,2}",
        groups in prop::collection::vec((prop_oneof![Just('.'), Just(','), Just(' '), Just('\'')], "[0-9]{3}"), 2..5),
    ) {
        let text = groups.iter().fold(first, |text, (sign, group)| format!("{text}{sign}{group}"));
        let same = groups.iter().all(|(sign, _)| *sign == groups[0].0);
        prop_assert_eq!(Dong::parse(&text).is_ok(), same, "{}", text);
    }

    #[test]
    fn what_is_said_is_read(thousands in 1_u64..1_000, region in prop_oneof![Just(Region::North), Just(Region::South)]) {
        for amount in [thousands * 1_000, thousands * 1_000_000, thousands * 1_000_000_000] {
            let amount = Dong::new(amount);
            prop_assert_eq!(Dong::parse(&amount.words(region)), Ok(amount));
        }
    }

    /// Every amount of whole thousands is read as the app says it; of others, what follows
    /// thousands is, and whatever else is left out is asked about, never guessed.
    #[test]
    fn what_is_said_of_any_amount_is_read_or_asked_about(
        dong in 0_u64..1_000_000_000_000,
        shift in 0_u32..40,
        whole: bool,
        region in prop_oneof![Just(Region::North), Just(Region::South)],
    ) {
        let dong = dong >> shift;
        let dong = if whole { dong / 1_000 * 1_000 } else { dong };
        let read = Dong::parse(&Dong::new(dong).words(region));
        let (thousands, rest) = (dong / 1_000 % 1_000, dong % 1_000);
        if rest == 0 || thousands > 0 {
            prop_assert_eq!(read, Ok(Dong::new(dong)));
        } else {
            prop_assert_eq!(read, Err(ParseDongError::Ambiguous));
        }
    }

    /// Whatever is accepted without a unit has exactly the digits that were typed.
    #[test]
    fn digits_are_neither_lost_nor_made(text in "[0-9., ]{1,12}") {
        if let Ok(amount) = Dong::parse(&text) {
            let typed: String = text.chars().filter(char::is_ascii_digit).collect();
            let shown = amount.get().to_string();
            let rest = typed.strip_prefix(&shown);
            prop_assert!(rest.is_some_and(|rest| rest.chars().all(|c| c == '0')), "{} {}", text, shown);
        }
    }
}
