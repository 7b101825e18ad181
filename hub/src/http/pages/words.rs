//! Dates, pseudonyms, and words for what is a code elsewhere.

use protocol::UnixMillis;
use time::macros::{format_description, offset};
use time::{OffsetDateTime, UtcOffset};

use crate::http::api::{GroupFigures, LearnerLesson, LearnerShort, LessonFigure};

/// Viet Nam has one time all the year.
const THERE: UtcOffset = offset!(+7);
/// Silent for longer, somebody is to be visited. By the hub's clock, and gates nothing.
const LONG_SILENT_MILLIS: u64 = 21 * 24 * 3_600_000;

/// A day, as people write it.
pub(super) fn day(millis: Option<i64>) -> String {
    let format = format_description!("[day]/[month]/[year]");
    let nanos = millis.map(|millis| i128::from(millis) * 1_000_000);
    let at = nanos.and_then(|nanos| OffsetDateTime::from_unix_timestamp_nanos(nanos).ok());
    let there = at.and_then(|at| at.checked_to_offset(THERE));
    there.and_then(|at| at.format(format).ok()).unwrap_or_else(|| "chưa có".to_owned())
}

/// What stands for a name.
pub(super) fn short(id: &str) -> String {
    id.chars().take(4).collect()
}

/// A learner in a list.
pub(super) struct Line {
    pub(super) person: String,
    pub(super) short: String,
    pub(super) opened: u32,
    pub(super) passed: u32,
    pub(super) last_received: String,
    /// Why they are to be visited.
    pub(super) visit: Option<&'static str>,
}

/// Learners, those first who are to be visited, the longest silent before others.
pub(super) fn follow_ups(mut learners: Vec<LearnerShort>, now: UnixMillis) -> Vec<Line> {
    let visit = |learner: &LearnerShort| match learner.last_received_millis {
        None => Some("chưa nhận được gì"),
        Some(_) if learner.opened == 0 => Some("chưa mở bài nào"),
        Some(at) if now.millis_since(UnixMillis(at)) > LONG_SILENT_MILLIS => Some("lâu chưa học"),
        Some(_) => None,
    };
    learners.sort_by_key(|learner| (visit(learner).is_none(), learner.last_received_millis));
    let line = |learner: LearnerShort| Line {
        short: short(&learner.person),
        visit: visit(&learner),
        opened: learner.opened,
        passed: learner.passed,
        last_received: day(learner.last_received_millis),
        person: learner.person,
    };
    learners.into_iter().map(line).collect()
}

/// A role.
pub(super) fn role(name: &str) -> &'static str {
    match name {
        "instructor" => "Người hướng dẫn",
        "group" => "Tổ trưởng",
        "ward" => "Phường",
        _ => "Người học",
    }
}

/// Why something was put aside.
pub(super) fn reason(name: &str) -> &'static str {
    match name {
        "malformed" => "Không đọc được hình thức",
        "forged" => "Chữ ký không đúng",
        "unreadable" => "Không mở được",
        "foreign" => "Người gửi không được ghi về người này",
        "too-long" => "Quá dài",
        _ => "Người này đã được xóa",
    }
}

impl LessonFigure {
    /// For a bar, which needs at least one.
    pub(super) fn max(&self) -> u64 {
        self.people.max(1)
    }

    pub(super) fn percent(&self) -> String {
        self.share.map_or_else(|| "–".to_owned(), |share| format!("{:.0}%", share * 100.0))
    }
}

impl GroupFigures {
    /// The group's page.
    pub(super) fn path(&self) -> String {
        group_path(self.group.as_deref().unwrap_or_default())
    }
}

impl LearnerLesson {
    /// The furthest stage, as the app calls it.
    pub(super) fn reached(&self) -> &'static str {
        match self.stage {
            Some("watch") => "Xem",
            Some("together") => "Làm cùng",
            Some("alone") => "Tự làm",
            Some("check") => "Kiểm tra",
            _ => "mới mở",
        }
    }
}

/// A group's page.
pub(super) fn group_path(group: &str) -> String {
    let encoded = percent_encoding::utf8_percent_encode(group, percent_encoding::NON_ALPHANUMERIC);
    format!("/groups/{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_that_of_viet_nam_whatever_the_clock_says() {
        assert_eq!(day(Some(0)), "01/01/1970");
        // 17:00 UTC is midnight there.
        assert_eq!(day(Some(1_790_010_000_000)), "22/09/2026");
        assert_eq!(day(Some(1_790_009_999_999)), "21/09/2026");
        assert_eq!(day(None), "chưa có");
        assert_eq!(day(Some(i64::MAX)), "chưa có");
        assert_eq!(day(Some(i64::MIN)), "chưa có");
    }
}
