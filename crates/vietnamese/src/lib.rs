//! The Vietnamese that computers get wrong: numbers in words, money, telephone
//! numbers, dates, search without marks, the order of names, Telex and forms of
//! address.
//!
//! Everything here is a pure function of its arguments. The crate refuses to
//! read a clock, a file or a random source, to guess a person's age or rank, and
//! to guess an amount of money: what is ambiguous is an error.
//!
//! # Numbers and money
//! ```
//! use vietnamese::{Dong, Region, number_words};
//!
//! assert_eq!(number_words(21_005, Region::North), "hai mươi mốt nghìn không trăm linh năm");
//! assert_eq!(number_words(21_005, Region::South), "hai mươi mốt ngàn không trăm lẻ năm");
//!
//! let price = Dong::parse("1tr2")?;
//! assert_eq!(price.to_string(), "1.200.000\u{a0}₫");
//! assert_eq!(price.words(Region::North), "một triệu hai trăm nghìn đồng");
//! assert!(Dong::parse("1.500 triệu").is_err());
//! # Ok::<(), vietnamese::ParseDongError>(())
//! ```
//!
//! # Digits, dates and times to be spoken
//! ```
//! use vietnamese::{Region, TimeStyle, date_words, phone_words, time_words};
//!
//! assert_eq!(phone_words("0912 345 678")?, "không chín một hai, ba bốn năm, sáu bảy tám");
//! assert_eq!(time_words(9, 5, TimeStyle::Exact, Region::North)?, "chín giờ năm phút sáng");
//! assert_eq!(
//!     date_words(23, 11, 2026, Region::North)?,
//!     "ngày hai mươi ba tháng mười một năm hai nghìn không trăm hai mươi sáu"
//! );
//! # Ok::<(), vietnamese::SpokenError>(())
//! ```
//!
//! # Text and search
//! ```
//! use vietnamese::{matches, same_spelling, search_key};
//!
//! assert_eq!(search_key("Đường Hoà Bình"), "duong hoa binh");
//! assert!(matches("nguyen lan", "Nguyễn Thị Lan"));
//! assert!(same_spelling("hoà", "hòa"));
//! ```
//!
//! # Names
//! ```
//! use vietnamese::{given_name, sort_by_name};
//!
//! let mut roster = ["Lê Văn Ơn", "Trần Thị An", "Nguyễn Văn Ân"];
//! sort_by_name(&mut roster, |name| name);
//! assert_eq!(roster, ["Trần Thị An", "Nguyễn Văn Ân", "Lê Văn Ơn"]);
//! assert_eq!(given_name("Nguyễn Thị Lan"), "Lan");
//! ```
//!
//! # Telex
//! ```
//! use vietnamese::{Telex, telex};
//!
//! assert_eq!(telex("Nguyeenx Thij Hoaf"), "Nguyễn Thị Hòa");
//!
//! let mut typing = Telex::new();
//! for key in "vieetj".chars() {
//!     typing.press(key);
//! }
//! assert_eq!(typing.text(), "việt");
//! typing.backspace();
//! assert_eq!(typing.text(), "việ");
//! ```
//!
//! # Forms of address
//! ```
//! use vietnamese::Address;
//!
//! assert_eq!(Address::Ba.opening(), "Mời bà,");
//! assert_eq!(Address::Ba.narrator(), "cháu");
//! assert_eq!(Address::Ba.with_name("Nguyễn Thị Lan"), "bà Lan");
//! ```

pub mod address;
pub mod keys;
mod letters;
pub mod money;
mod money_meant;
mod money_parse;
mod money_words;
pub mod names;
pub mod numbers;
pub mod private;
mod private_addresses;
mod private_digits;
pub mod spoken;
pub mod telex;
pub mod text;
pub mod typing;

pub use address::{Address, UnknownAddress};
pub use keys::{all_key_names, key_name};
pub use money::{Dong, Meant, ParseDongError};
pub use names::{PersonName, compare_names, given_name, sort_by_name};
pub use numbers::{Region, all_number_words, number_word_list, number_words};
pub use private::{Field, Private, private};
pub use spoken::{
    SpokenError, TimeStyle, all_spoken_words, code_groups, code_words, date_word_list, date_words,
    day_month_word_list, day_month_words, percent_word_list, percent_words, phone_groups,
    phone_words, time_word_list, time_words,
};
pub use telex::{Telex, telex, telex_keys};
pub use text::{matches, nfc, same_spelling, search_key, tidied, with_usual_tone_placement};
pub use typing::{BACKSPACE, Capitals, Key, Kind, Typing};
