//! What each screen shows.

use protocol::{ChoiceId, LessonId, Stage, StepId, TargetId};
use serde::Serialize;

use crate::{
    CalibrationView, DemonstrationView, DemonstrationsView, DoorView, DrillView, HelpView,
    NoticeView, PeopleView, Steadiness, TypingView, VoicesView,
};

/// The text sizes that can be chosen, in percent of the normal one, which is large already.
pub const TEXT_SCALES: [u16; 5] = [100, 125, 150, 175, 200];

/// The colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Warm and light.
    #[default]
    Light,
    /// White and yellow on black.
    Contrast,
}

/// How everything looks, whatever the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Look {
    /// One of [`TEXT_SCALES`].
    pub text_scale: u16,
    /// The colours.
    pub theme: Theme,
    /// `vi` or `en`.
    pub language: String,
}

/// All that is to be seen now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct View {
    /// How it looks.
    pub look: Look,
    /// The screen.
    pub screen: ScreenView,
    /// A plain sentence about something that went wrong, over whatever the screen shows: nothing
    /// is lost, and it says what to do.
    pub trouble: Option<String>,
    /// Help with a page that isn't a step or a case, where it was asked for again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<HelpView>,
    /// The words of the way out of a placement, *Tôi chưa biết*, while one is on.
    pub decline: Option<String>,
    /// What stands in the place of *Nghe lại* while nothing that is said can be heard.
    pub silent: Option<String>,
    /// How the app listens to this hand.
    pub steadiness: Steadiness,
}

/// The screens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "screen")]
pub enum ScreenView {
    /// A new person is greeted and says how they want to be called.
    Welcome(WelcomeView),
    /// The first page.
    Home(HomeView),
    /// Text size, colours, language, voice.
    Settings(SettingsView),
    /// Before a stage: what it is, and one button.
    StageCard(CardView),
    /// A step of a lesson, with the practice phone.
    Lesson(Box<LessonView>),
    /// What you can do now, and what to check with your own money.
    LessonEnd(EndView),
    /// Something is said, about the calibration or the placement.
    Notice(NoticeView),
    /// Text, voice or touch are fitted.
    Calibration(CalibrationView),
    /// A text is typed.
    Typing(Box<TypingView>),
    /// A case of a drill, or the card before the first.
    Drill(Box<DrillView>),
    /// A page about the people who share the phone.
    People(Box<PeopleView>),
    /// The lessons that can be shown to a room.
    Demonstrations(DemonstrationsView),
    /// A lesson is shown to a room.
    Demonstration(Box<DemonstrationView>),
    /// A familiar voice is recorded.
    Voices(Box<VoicesView>),
}

/// The welcome, in up to three pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WelcomeView {
    /// The sentence in the middle.
    pub sentence: String,
    /// The main button's words; none where one of `choices` is to be touched.
    pub main: Option<String>,
    /// Groups of forms of address, or forms of address: at most three.
    pub choices: Vec<String>,
    /// Whether the choices are groups (first page of two) or the forms themselves.
    pub choosing_group: bool,
    /// The words of the button for those who only want to try.
    pub guest: Option<String>,
}

/// The first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HomeView {
    /// *Chào bà* …
    pub greeting: String,
    /// What there is to do today, in a sentence.
    pub today: String,
    /// Whether nothing is due and nothing is new, so that `today` says when to come back.
    pub rests: bool,
    /// The words of the placement that is offered to a new person.
    pub placement: Option<String>,
    /// What the one big button says: *Học tiếp* …
    pub main: String,
    /// Which lesson it leads to, in words.
    pub main_lesson: String,
    /// Lessons of which a review is due, the longest due first, at most three.
    pub due: Vec<LessonTile>,
    /// All lessons, in the order of the path.
    pub lessons: Vec<LessonTile>,
    /// The learner's picture: one of [`PICTURES`](crate::PICTURES), `guest`, or empty.
    pub picture: String,
}

/// What has become of a lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LessonMark {
    /// It waits to be learnt.
    New,
    /// It was begun.
    Begun,
    /// It was passed.
    Passed,
    /// It was passed, and a review is due.
    Review,
    /// Something else comes first.
    Locked,
}

/// A lesson in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LessonTile {
    /// Which.
    pub id: LessonId,
    /// The title of the unit that begins with it.
    pub heading: Option<String>,
    /// Its title.
    pub title: String,
    /// *Đã học xong*, *Đang học dở*, *Nên ôn lại hôm nay*, *Bài mới* …: never by colour alone.
    pub state: String,
    /// The sign that says the same.
    pub mark: LessonMark,
    /// Whether it can be opened already; else `state` says what comes first.
    pub open: bool,
}

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SettingsView {
    /// One of [`TEXT_SCALES`].
    pub text_scale: u16,
    /// Light or contrast.
    pub theme: Theme,
    /// `vi` or `en`.
    pub language: String,
    /// `north` or `south`.
    pub region: String,
    /// Whether sentences are spoken.
    pub narration: bool,
    /// Ways to screens of their own, in order.
    pub doors: Vec<DoorView>,
    /// `slow`, `normal` or `fast`.
    pub speed: String,
    /// One of [`LOUDNESSES`](crate::LOUDNESSES).
    pub loudness: u16,
    /// Whether there is somebody whose own settings can be opened: not a guest, not a newcomer.
    pub mine: bool,
}

/// A card before a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardView {
    /// The lesson.
    pub lesson: LessonId,
    /// Its title.
    pub title: String,
    /// The stage that comes.
    pub stage: Stage,
    /// Its number, 1 … 4.
    pub number: u8,
    /// Its name: *Xem*, *Làm cùng*, *Tự làm*, *Kiểm tra*.
    pub name: String,
    /// What happens in it, warmly, in one sentence.
    pub sentence: String,
    /// The main button's words.
    pub main: String,
}

/// What the main button of a lesson's screen says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MainButton {
    /// Its words.
    pub label: String,
}

/// One step of a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LessonView {
    /// The lesson.
    pub lesson: LessonId,
    /// Its title.
    pub title: String,
    /// The stage.
    pub stage: Stage,
    /// The stage's name.
    pub stage_name: String,
    /// The step.
    pub step: StepId,
    /// Its number, from 1.
    pub step_number: u16,
    /// How many there are.
    pub step_count: u16,
    /// The sentence: the step's, or what is to be said about the last touch.
    pub instruction: String,
    /// Whether it is about the last touch (shown in another frame, never as a scolding).
    pub is_remark: bool,
    /// Whether the instruction has the screen to itself first (large text, number pads).
    pub reading: bool,
    /// The app's own main button on this step, if it has one.
    pub main: Option<MainButton>,
    /// Answers to touch, two or three; else empty.
    pub choices: Vec<ChoiceView>,
    /// The control that the hand points at (while watching, and for those who asked again).
    pub hand: Option<TargetId>,
    /// The control with the ring: the only live one (while doing it together), or a button of the
    /// app itself that help points at.
    pub glow: Option<TargetId>,
    /// The practice phone.
    pub phone: PhoneView,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChoiceView {
    /// Which.
    pub id: ChoiceId,
    /// Its words.
    pub label: String,
    /// Whether the hand points at it, or it is the one that is live.
    pub marked: bool,
}

/// The pages that a practice phone can show; each is one drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "named as the engine names them")]
pub enum PhonePage {
    PhoneHome,
    PhonePhotos,
    PhoneMessages,
    PhoneBlueButton,
    PhoneSmallButton,
    PhoneYellowButton,
    PhoneStrangePage,
    PhoneFlowers,
    ScanCounter,
    BankHome,
    BankHistory,
    BankAmount,
    BankNotEnough,
    BankReview,
    BankReceipt,
    BankCancelled,
    PhoneSettings,
    PhoneWifi,
    PhoneDisplay,
    PhoneSound,
    PhoneTextSize,
    PhoneBrightness,
    BankBills,
    BankBillCode,
    BankBillReview,
    BankBillReceipt,
    EidNumber,
    EidPassword,
    EidForgotten,
    EidHome,
    EidNotices,
    EidSupport,
    EidWallet,
    EidHealthCard,
    EidPasscode,
    EidCard,
    EidCode,
    EidScanned,
}

impl PhonePage {
    /// Whether it has a number pad or a keyboard, beside which no instruction has room.
    #[must_use]
    pub fn has_number_pad(self) -> bool {
        matches!(
            self,
            Self::BankAmount
                | Self::BankBillCode
                | Self::EidNumber
                | Self::EidPassword
                | Self::EidPasscode
        )
    }
}

/// The practice phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhoneView {
    /// Which drawing.
    pub page: PhonePage,
    /// The words of the practice skin: *TẬP DƯỢT – KHÔNG PHẢI TIỀN THẬT*.
    pub skin: String,
    /// The balance, `200.000 ₫`, or empty while hidden.
    pub balance: String,
    /// Whom the code names.
    pub payee: String,
    /// The amount typed, to be confirmed, or paid; `0 ₫` while nothing is typed.
    pub amount: String,
    /// Earlier payments (history), or the lines of a receipt.
    pub rows: Vec<Row>,
    /// The practice code in the scanner's view.
    pub code: Option<QrView>,
    /// Which flowers have been touched.
    pub lit: [bool; 5],
    /// Shifts where things stand, 0 … 3.
    pub place: u8,
    /// Whether the scanner's lamp is on.
    pub light: bool,
    /// The code on the counter's own screen, if it has one.
    pub screen_code: Option<QrView>,
    /// How much larger the sample's letters are than the smallest, or how much brighter the
    /// sample is than the dimmest: 0 … 4.
    pub steps: u8,
    /// The digits of a customer's code, grouped in threes.
    pub customer_code: String,
    /// The customer's code as it stands on the paper bill, grouped in threes.
    pub paper_code: String,
    /// Whom a bill is from.
    pub provider: String,
    /// Whether the receipt was saved.
    pub saved: bool,
    /// What has been typed into the e-ID: grouped digits, letters, or dots for a passcode.
    pub typed: String,
    /// What the practice paper says is to be typed.
    pub paper: String,
    /// Whose card it is.
    pub holder: String,
    /// The number on the card, grouped in threes.
    pub number: String,
}

/// A line with a name and a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// On the left.
    pub label: String,
    /// On the right.
    pub value: String,
}

/// A practice code as a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QrView {
    /// The code's text.
    pub text: String,
    /// The words printed on it: *MÃ LUYỆN TẬP – KHÔNG PHẢI TIỀN THẬT*.
    pub words: String,
}

/// The end of a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EndView {
    /// The lesson.
    pub lesson: LessonId,
    /// *Giỏi lắm* …
    pub praise: String,
    /// What you can do now.
    pub can_now: String,
    /// What is the same with your own money, and what to check.
    pub own_money: String,
    /// When it comes up again: *Ngày mai mình ôn lại nhé* …
    pub next_review: String,
    /// The main button's words.
    pub main: String,
}
