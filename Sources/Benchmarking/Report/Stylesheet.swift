/// How a report's page looks.
enum Stylesheet {
  static let text = """
    :root { --paper: #fbfaf8; --card: #ffffff; --ink: #1d1f23; --soft: #676d78; --line: #e4e1db; --grid: #eceae5;
      --s0: #0f766e; --s1: #c2570c; --s2: #6d4fc4; --s3: #b8336a; --s4: #2563a8; --s5: #7a7d2a; --halo: #ffffff; }
    @media (prefers-color-scheme: dark) { :root { --paper: #14161a; --card: #1b1e24; --ink: #e9e7e2; --soft: #9aa1ad;
      --line: #2d323b; --grid: #262a32; --s0: #37b8a8; --s1: #f08a4b; --s2: #a78bfa; --s3: #f0709f; --s4: #6aa9ef;
      --s5: #bcc05a; --halo: #1b1e24; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; padding: 3rem 1.25rem 5rem; max-width: 62rem; background: var(--paper); color: var(--ink);
      font: 16px/1.55 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif; }
    .kicker { margin: 0; color: var(--s0); font-weight: 600; font-size: .8rem; letter-spacing: .09em;
      text-transform: uppercase; }
    h1 { margin: .1rem 0 .4rem; font-size: 2.3rem; line-height: 1.15; letter-spacing: -.02em; }
    h1::first-letter { text-transform: uppercase; }
    h2 { margin: 0 0 .8rem; font-size: 1.2rem; letter-spacing: -.01em; }
    p { margin: 0 0 .8rem; max-width: 46rem; }
    .machine { color: var(--soft); }
    pre { margin: 0; padding: .75rem 1rem; overflow-x: auto; background: var(--card); border: 1px solid var(--line);
      border-radius: .6rem; font: .82rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
    section { margin-top: 1.5rem; padding: 1.4rem 1.5rem; background: var(--card); border: 1px solid var(--line);
      border-radius: .9rem; }
    .table { overflow-x: auto; }
    table { width: 100%; border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
    th { padding: .3rem .8rem .5rem 0; color: var(--soft); font-weight: 500; text-align: left; white-space: nowrap;
      border-bottom: 1px solid var(--line); }
    td { padding: .42rem .8rem .42rem 0; border-bottom: 1px solid var(--grid); vertical-align: top; }
    tr:last-child td { border-bottom: 0; }
    .number { text-align: right; white-space: nowrap; }
    td:last-child, th:last-child { padding-right: 0; }
    .plots { display: grid; gap: 1.6rem; margin-top: 1.2rem; }
    figure { margin: 0; min-width: 0; }
    figcaption { margin-bottom: .4rem; color: var(--soft); font-size: .88rem; }
    svg { display: block; width: 100%; height: auto; font: 12px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
    svg text { fill: var(--ink); }
    svg .soft { fill: var(--soft); }
    svg .number { font-variant-numeric: tabular-nums; }
    svg .halo { paint-order: stroke; stroke: var(--halo); stroke-width: 4px; stroke-linejoin: round; }
    @media print { body { padding: 0; } section { break-inside: avoid; } }
    """
}
