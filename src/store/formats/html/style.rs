//! How a report looks, on screen and on paper.
//!
//! Not here: the colours themselves (`palette.rs`).

use std::fmt::Write as _;

use crate::store::formats::palette::Palette;

/// The style sheet.
pub fn css() -> String {
    let mut out = String::new();
    let _ = writeln!(out, ":root{{{}}}", variables(Palette::of(false)));
    let _ = writeln!(
        out,
        "@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}",
        variables(Palette::of(true))
    );
    out.push_str(SHEET);
    out
}

fn variables(palette: &Palette) -> String {
    let mut out = String::new();
    for (name, colour) in [
        ("bg", &palette.bg),
        ("surface", &palette.surface),
        ("sunken", &palette.sunken),
        ("border", &palette.border),
        ("strong", &palette.border_strong),
        ("text", &palette.text),
        ("muted", &palette.muted),
        ("accent", &palette.accent),
        ("ok", &palette.ok),
        ("warn", &palette.warn),
        ("s0", &palette.resource.ink),
        ("t0", &palette.resource.tint),
    ] {
        let _ = write!(out, "--{name}:{colour};");
    }
    for (at, step) in (1..).zip(&palette.steps) {
        let _ = write!(out, "--s{at}:{};--t{at}:{};", step.ink, step.tint);
    }
    out
}

const SHEET: &str = r#"
*{box-sizing:border-box}
html{background:var(--bg);color:var(--text);font:15px/1.5 Inter,"Segoe UI","Noto Sans",system-ui,sans-serif;-webkit-text-size-adjust:100%}
body{margin:0}
main,footer{max-width:60rem;margin:0 auto;padding:0 1.5rem}
header{padding:2.5rem 0 .5rem}
h1{font-size:1.9rem;line-height:1.25;margin:0 0 .25rem;overflow-wrap:anywhere}
h2{font-size:1.25rem;margin:2.25rem 0 .75rem;break-after:avoid}
h3{font-size:1rem;margin:1.5rem 0 .4rem;break-after:avoid;overflow-wrap:anywhere}
p{margin:.4rem 0}
.lead,.small,footer{color:var(--muted)}
.small{font-size:.87rem}
footer{padding-bottom:2rem;margin-top:2rem}
a{color:var(--accent);text-underline-offset:.15em}
.facts{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.25rem 0;--of:3}
.facts.four{--of:4}
.facts div{background:var(--surface);border:1px solid var(--border);border-radius:10px;padding:.6rem .9rem;min-width:8rem;flex:1 1 calc((100% - (var(--of) - 1)*.75rem)/var(--of))}
.facts dt{font-size:.8rem;color:var(--muted)}
.facts dd{margin:0;overflow-wrap:anywhere}
.facts strong{font-size:1.15rem;font-variant-numeric:tabular-nums}
table{border-collapse:collapse;width:100%;background:var(--surface);border:1px solid var(--border);border-radius:10px;margin:.5rem 0 1rem}
caption{text-align:left;color:var(--muted);font-size:.87rem;padding:0 0 .35rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-top:1px solid var(--border);overflow-wrap:anywhere}
thead th{border-top:0;font-size:.8rem;font-weight:600;color:var(--muted);white-space:nowrap}
tbody th{font-weight:600}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.t{white-space:nowrap;font-variant-numeric:tabular-nums}
.num{display:inline-block;min-width:1.35em;padding:0 .3em;border-radius:6px;text-align:center;font-weight:700;font-size:.87em}
.bar{display:block;height:8px;margin-top:.5em;border-radius:4px;background:var(--sunken);border:1px solid var(--border);min-width:5rem;overflow:hidden}
.bar span{display:block;height:100%}
.done{color:var(--ok)}.missed{color:var(--warn)}
.off{color:var(--muted)}
figure{margin:.5rem 0 1rem;background:var(--surface);border:1px solid var(--border);border-radius:10px;padding:.75rem}
figure svg{display:block;width:100%;height:auto}
figcaption{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;font-size:.87rem;color:var(--muted);margin-top:.4rem}
figcaption svg{display:inline-block;width:22px;height:10px;margin-right:.4rem;vertical-align:baseline}
svg text{font:12px Inter,"Segoe UI","Noto Sans",system-ui,sans-serif;fill:var(--muted)}
.grid{stroke:var(--border);stroke-width:1}
.f-done{fill:var(--ok)}.f-ahead{fill:var(--accent)}
.l-room{fill:none;stroke:var(--text);stroke-width:2;stroke-dasharray:2 4;stroke-linecap:round}
.l-done{fill:none;stroke:var(--ok);stroke-width:3}
.l-plan{fill:none;stroke:var(--accent);stroke-width:2;stroke-dasharray:6 4}
.l-day{stroke:var(--muted);stroke-width:1}
.l-talk{stroke:var(--warn);stroke-width:2}
.note{white-space:pre-wrap;overflow-wrap:anywhere;border-left:3px solid var(--border);padding:.1rem 0 .1rem .9rem;margin:.3rem 0 1rem}
.s0{color:var(--s0);background:var(--t0)}.s1{color:var(--s1);background:var(--t1)}.s2{color:var(--s2);background:var(--t2)}
.s3{color:var(--s3);background:var(--t3)}.s4{color:var(--s4);background:var(--t4)}.s5{color:var(--s5);background:var(--t5)}
.b0{background:var(--s0)}.b1{background:var(--s1)}.b2{background:var(--s2)}.b3{background:var(--s3)}.b4{background:var(--s4)}.b5{background:var(--s5)}
@media (max-width:40rem){main,footer{padding:0 .8rem}.facts,.facts.four{--of:2}th,td{padding:.35rem .4rem}.wide{overflow-x:auto}}
@page{margin:15mm 13mm}
@media print{
html{background:#fff;font-size:10.5pt}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
main,footer{max-width:none;padding:0}
header{padding-top:0}
table,figure,.facts div{border-radius:0;background:#fff}
thead{display:table-header-group}
.wide{padding-right:1px}
th,td{padding:.22rem .5rem}
h2{margin-top:1.4rem}h3{margin-top:.9rem}
tr,figure,.facts,.facts div,.week tbody{break-inside:avoid}
caption{break-after:avoid}
section.pages{break-before:page}
p,.note{orphans:3;widows:3}
.urls a::after{content:" (" attr(href) ")";color:var(--muted);font-size:.85em;overflow-wrap:anywhere}
a{color:inherit;text-decoration:none}
.urls a{text-decoration:underline}
}
"#;
