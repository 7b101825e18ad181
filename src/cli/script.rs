//! `script`: a lesson's sentences on a sheet to read from, as a page that any browser prints.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use content::Lang;

use super::Outcome;
use crate::bundled;
use crate::script::{Part, PartId, parts};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Which lesson; `numbers` and `common` are parts too.
    #[arg(long, value_name = "ID")]
    lesson: String,
    /// The page to write.
    #[arg(long, value_name = "FILE.html")]
    out: PathBuf,
}

pub(super) fn run(args: &Args) -> Outcome {
    let catalog = bundled::catalog();
    let id = PartId::named(&args.lesson);
    let part = parts(&catalog)
        .into_iter()
        .find(|part| part.id == id)
        .ok_or(format!("there is no lesson `{}`", args.lesson))?;
    let title = match &part.id {
        PartId::Numbers => "Số đếm và tiền".to_owned(),
        PartId::Common => "Câu chào và câu nhắc".to_owned(),
        PartId::Lesson(id) => {
            catalog.lesson_text(Lang::Vi, id, "title", None, &[]).unwrap_or_default()
        }
    };
    std::fs::write(&args.out, page(&title, &part))
        .map_err(|error| format!("{} can't be written: {error}", args.out.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// A page with numbered lines in large type, each with a box to tick.
fn page(title: &str, part: &Part) -> String {
    let title = escaped(title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"vi\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>\n\
         body {{ font: 20pt/1.5 \"Be Vietnam Pro\", sans-serif; margin: 2cm; color: #000; }}\n\
         h1 {{ font-size: 28pt; }}\n\
         li {{ margin: 0 0 14pt; padding-left: 8pt; break-inside: avoid; }}\n\
         li::after {{ content: \" ☐\"; }}\n\
         </style>\n<h1>{title}</h1>\n\
         <p>Đọc thong thả, mỗi dòng là một lần thu. Thu xong dòng nào thì đánh dấu dòng ấy.</p>\n<ol>\n"
    );
    for line in &part.lines {
        // Writing to a string can't fail.
        let _ = writeln!(page, "<li>{}</li>", escaped(&line.text));
    }
    page.push_str("</ol>\n</html>\n");
    page
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::Line;

    #[test]
    fn every_line_is_on_the_page_and_nothing_in_it_is_markup() {
        let lines = ["Chạm nút Quét mã.", "Một < hai & ba"];
        let lines = lines.map(|text| Line { slug: String::new(), text: text.to_owned() });
        let page = page("Bài <1>", &Part { id: PartId::Numbers, lines: lines.into() });
        assert!(page.contains("<h1>Bài &lt;1&gt;</h1>"));
        assert!(page.contains("<li>Chạm nút Quét mã.</li>"));
        assert!(page.contains("<li>Một &lt; hai &amp; ba</li>"));
    }
}
