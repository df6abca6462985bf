import Corpus
import Foundation

/// How the page looks: one column, quiet colours, large type; by day and by night. It loads nothing.
enum PageStyle {
  /// Allows this style and nothing else: no script, no image, no frame.
  static let policy =
    "default-src 'none'; style-src 'sha256-\(Data(Digest(of: css).bytes).base64EncodedString())'; "
    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

  static let css = """
    :root{color-scheme:light dark;--paper:#fbfaf7;--ink:#23211d;--soft:#6b665d;--line:#e3dfd6;--field:#fff;\
    --accent:#8a4b1f;--mark:#fbe6b4;--markink:#3a2600}
    @media(prefers-color-scheme:dark){:root{--paper:#181714;--ink:#e8e4db;--soft:#a39c8f;--line:#35322c;\
    --field:#211f1b;--accent:#e0a06a;--mark:#5c4410;--markink:#ffeec4}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 ui-serif,Georgia,"Times New Roman",serif;\
    -webkit-text-size-adjust:100%}
    main,header,footer{max-width:46rem;margin:0 auto;padding:0 1.25rem}
    header{padding-top:clamp(1.5rem,6vh,4rem)}
    h1{font-size:1.25rem;font-weight:600;letter-spacing:.02em;margin:0 0 1rem}
    h1 a{color:inherit;text-decoration:none}
    form,.place,.path,details,footer,.note,label,.tally,.none{font-family:system-ui,sans-serif}
    .ask{display:flex;gap:.5rem}
    input[type=search]{flex:1;min-width:0;font:inherit;font-size:1.125rem;padding:.65rem .9rem;color:var(--ink);\
    background:var(--field);border:1px solid var(--line);border-radius:.6rem}
    button{font:inherit;padding:.65rem 1.1rem;color:var(--paper);background:var(--accent);border:0;border-radius:.6rem;\
    cursor:pointer}
    fieldset{border:0;margin:.8rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.4rem 1.1rem;font-size:.9rem;\
    color:var(--soft);align-items:center}
    legend,.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    label{display:inline-flex;gap:.35rem;align-items:center;min-height:1.75rem}
    input[type=radio]{accent-color:var(--accent);margin:0}
    select{font:inherit;color:var(--ink);background:var(--field);border:1px solid var(--line);border-radius:.4rem;\
    padding:.2rem .4rem;max-width:100%}
    :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
    .tally{color:var(--soft);font-size:.85rem;margin:1.75rem 0 0}
    .note{border-left:3px solid var(--accent);padding:.3rem .9rem;margin:1.5rem 0;color:var(--soft);font-size:.95rem}
    ol{list-style:none;margin:0;padding:0}
    li.hit{padding:1.5rem 0;border-bottom:1px solid var(--line)}
    li.hit:last-child{border:0}
    h2{font-size:1.15rem;line-height:1.35;margin:0;overflow-wrap:anywhere}
    .path,.place{color:var(--soft);font-size:.85rem;margin:.1rem 0 0;overflow-wrap:anywhere}
    .passage{margin:.5rem 0 .45rem;white-space:pre-line;line-height:1.5;overflow-wrap:anywhere;unicode-bidi:isolate}
    mark{background:var(--mark);color:var(--markink);border-radius:.2em;padding:.05em .12em}
    details{font-size:.85rem;color:var(--soft)}
    summary{cursor:pointer;width:fit-content}
    table{border-collapse:collapse;margin:.5rem 0;font-variant-numeric:tabular-nums}
    th,td{text-align:left;padding:.2rem 1.2rem .2rem 0;font-weight:400;border-bottom:1px solid var(--line)}
    th{color:var(--soft)}
    .scroll{overflow-x:auto}
    a{color:var(--accent)}
    footer{margin-top:2.5rem;padding-bottom:2.5rem;font-size:.85rem;color:var(--soft)}
    footer h2{font-size:.85rem;font-weight:600;border-top:1px solid var(--line);padding-top:1.25rem}
    .live{color:var(--accent)}
    @media(max-width:30rem){header{padding-top:1.25rem}button{padding:.65rem .8rem}li.hit{padding:1.15rem 0}}
    @media print{form,details,footer{display:none}mark{background:none;font-weight:700}}
    """
}
