//! The practice phone.

use presenter::{Intent, LessonView};
use slint::Global;

use crate::{AppWindow, PhonePage, PhoneRow, PracticeAdapter};

use super::qr;

pub(super) fn connect(ui: &AppWindow, send: impl Fn(Intent) + 'static) {
    PracticeAdapter::get(ui).on_tapped(move |target| send(Intent::Tapped(target.as_str().into())));
}

pub(super) fn show(ui: &AppWindow, view: &LessonView) {
    let adapter = PracticeAdapter::get(ui);
    let phone = &view.phone;
    adapter.set_skin(phone.skin.as_str().into());
    adapter.set_balance(phone.balance.as_str().into());
    adapter.set_payee(phone.payee.as_str().into());
    adapter.set_amount(phone.amount.as_str().into());
    let rows: Vec<PhoneRow> = phone
        .rows
        .iter()
        .map(|row| PhoneRow { label: row.label.as_str().into(), value: row.value.as_str().into() })
        .collect();
    adapter.set_rows(rows.as_slice().into());
    adapter.set_lit(phone.lit.as_slice().into());
    adapter.set_place(i32::from(phone.place));
    adapter.set_light(phone.light);
    if let Some(code) = &phone.code {
        adapter.set_code_words(code.words.as_str().into());
        adapter.set_code(qr::image(&code.text));
    }
    adapter.set_has_screen(phone.screen_code.is_some());
    if let Some(code) = &phone.screen_code {
        adapter.set_screen_code(qr::image(&code.text));
    }
    adapter.set_steps(i32::from(phone.steps));
    adapter.set_customer_code(phone.customer_code.as_str().into());
    adapter.set_paper_code(phone.paper_code.as_str().into());
    adapter.set_provider(phone.provider.as_str().into());
    adapter.set_saved(phone.saved);
    adapter.set_typed(phone.typed.as_str().into());
    adapter.set_paper(phone.paper.as_str().into());
    adapter.set_holder(phone.holder.as_str().into());
    adapter.set_number(phone.number.as_str().into());
    adapter.set_asking(!view.choices.is_empty());
    adapter.set_page(page(phone.page));
}

fn page(page: presenter::PhonePage) -> PhonePage {
    use presenter::PhonePage as From;
    match page {
        From::PhoneHome => PhonePage::PhoneHome,
        From::PhonePhotos => PhonePage::PhonePhotos,
        From::PhoneMessages => PhonePage::PhoneMessages,
        From::PhoneBlueButton => PhonePage::PhoneBlueButton,
        From::PhoneSmallButton => PhonePage::PhoneSmallButton,
        From::PhoneYellowButton => PhonePage::PhoneYellowButton,
        From::PhoneStrangePage => PhonePage::PhoneStrangePage,
        From::PhoneFlowers => PhonePage::PhoneFlowers,
        From::ScanCounter => PhonePage::ScanCounter,
        From::BankHome => PhonePage::BankHome,
        From::BankHistory => PhonePage::BankHistory,
        From::BankAmount => PhonePage::BankAmount,
        From::BankNotEnough => PhonePage::BankNotEnough,
        From::BankReview => PhonePage::BankReview,
        From::BankReceipt => PhonePage::BankReceipt,
        From::BankCancelled => PhonePage::BankCancelled,
        From::PhoneSettings => PhonePage::PhoneSettings,
        From::PhoneWifi => PhonePage::PhoneWifi,
        From::PhoneDisplay => PhonePage::PhoneDisplay,
        From::PhoneSound => PhonePage::PhoneSound,
        From::PhoneTextSize => PhonePage::PhoneTextSize,
        From::PhoneBrightness => PhonePage::PhoneBrightness,
        From::BankBills => PhonePage::BankBills,
        From::BankBillCode => PhonePage::BankBillCode,
        From::BankBillReview => PhonePage::BankBillReview,
        From::BankBillReceipt => PhonePage::BankBillReceipt,
        From::EidNumber => PhonePage::EidNumber,
        From::EidPassword => PhonePage::EidPassword,
        From::EidForgotten => PhonePage::EidForgotten,
        From::EidHome => PhonePage::EidHome,
        From::EidNotices => PhonePage::EidNotices,
        From::EidSupport => PhonePage::EidSupport,
        From::EidWallet => PhonePage::EidWallet,
        From::EidHealthCard => PhonePage::EidHealthCard,
        From::EidPasscode => PhonePage::EidPasscode,
        From::EidCard => PhonePage::EidCard,
        From::EidCode => PhonePage::EidCode,
        From::EidScanned => PhonePage::EidScanned,
    }
}
