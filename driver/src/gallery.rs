//! A page with all pictures of a tour, to be looked through by people: nothing but one HTML file
//! beside the pictures, without scripts.

use std::fmt::Write;
use std::path::Path;

use crate::tour::{Entry, Toured};

const HEAD: &str = "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Cầm Tay</title>\
<style>body{font:16px sans-serif;margin:1rem}main{display:flex;flex-wrap:wrap;gap:1rem}\
figure{width:360px;margin:0}img{width:100%;border:1px solid #888}p{margin:.2rem 0}\
.fault{color:#a00}.heard{color:#234}.box{position:relative}\
.box i{position:absolute;width:24px;height:24px;margin:-12px;border:3px solid #d0f;border-radius:50%}\
</style><main>";

/// Writes the page.
///
/// # Errors
/// When the file can't be written.
pub fn write(path: &Path, toured: &Toured) -> std::io::Result<()> {
    let mut page = HEAD.to_owned();
    for entry in &toured.entries {
        // Writing to a string can't fail.
        let _ = figure(&mut page, entry);
    }
    page.push_str("</main>");
    for finding in &toured.moved {
        let _ = write!(page, "<p class=fault>{}</p>", escaped(&finding.to_string()));
    }
    std::fs::write(path, page)
}

fn figure(page: &mut String, entry: &Entry) -> std::fmt::Result {
    let place = &entry.place;
    let parts =
        [Some(&place.screen), place.lesson.as_ref(), place.stage.as_ref(), place.step.as_ref()];
    let title: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    write!(
        page,
        "<figure><div class=box><img loading=lazy src=\"{}\" alt=\"\">",
        escaped(&entry.png)
    )?;
    if let Some(touch) = &entry.tapped {
        write!(page, "<i style=\"left:{}px;top:{}px\"></i>", touch.at[0], touch.at[1])?;
    }
    write!(page, "</div><figcaption><p>{}. {}</p>", entry.n, escaped(&title.join(" · ")))?;
    for heard in &entry.heard {
        write!(page, "<p class=heard>🔊 {}</p>", escaped(&heard.text))?;
    }
    for finding in &entry.findings {
        write!(page, "<p class=fault>{}</p>", escaped(&finding.to_string()))?;
    }
    write!(page, "</figcaption></figure>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
