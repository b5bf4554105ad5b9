/// The style sheet of the pages about the index: light and dark, and printable.
enum IndexStyle {
    static let sheet = """
        :root { --ink: #1c2024; --soft: #60646c; --line: #d9d9e0; --page: #f6f6f8; --card: #ffffff; --mark: #e5484d;
          --accent: #3e63dd; --exact: #18794e; --confirmed: #18794e; --probable: #ad5700; --part: #3e63dd; --none: #60646c; }
        @media (prefers-color-scheme: dark) { :root { --ink: #edeef0; --soft: #b0b4ba; --line: #3a3f44; --page: #111113;
          --card: #1b1c1f; --mark: #ff6369; --accent: #849dff; --exact: #4cc38a; --confirmed: #4cc38a; --probable: #ffb224;
          --part: #849dff; --none: #b0b4ba; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 1080px; padding: 28px 20px 60px; background: var(--page); color: var(--ink);
          font: 16px/1.55 system-ui, "Noto Sans", "Noto Sans CJK KR", "Apple SD Gothic Neo", sans-serif; }
        h1 { font-size: 22px; margin: 0 0 4px; } h2 { font-size: 18px; margin: 0; overflow-wrap: anywhere; }
        p { margin: 6px 0; } .soft { color: var(--soft); font-size: 14px; }
        section.query { background: var(--card); border: 1px solid var(--line); border-radius: 12px; margin: 22px 0;
          padding: 20px 22px; break-inside: avoid-page; }
        header.answer { display: flex; gap: 12px; align-items: baseline; flex-wrap: wrap; }
        .grade { font-size: 13px; font-weight: 650; letter-spacing: .02em; padding: 2px 10px; border-radius: 99px;
          border: 1.5px solid currentColor; white-space: nowrap; }
        .exact { color: var(--exact); } .confirmed { color: var(--confirmed); } .probable { color: var(--probable); }
        .part { color: var(--part); } .none { color: var(--none); }
        article { border-top: 1px solid var(--line); margin-top: 16px; padding-top: 14px; }
        .meaning { font-size: 17px; }
        .pair { display: flex; gap: 18px; margin: 14px 0 12px; align-items: flex-start; }
        @media (max-width: 620px) { .pair { flex-direction: column; } .pair figure { width: 100%; } }
        figure { margin: 0; min-width: 110px; } figure svg, figure .blank { display: block; width: 100%; height: auto;
          border-radius: 8px; background: var(--page); border: 1px solid var(--line); }
        figure .blank { padding: 70px 24px; text-align: center; color: var(--soft); }
        figcaption { color: var(--soft); font-size: 14px; margin-top: 6px; overflow-wrap: anywhere; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 10px 0 0; font-size: 14px; }
        dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
        code { font: 13px ui-monospace, "DejaVu Sans Mono", monospace; }
        .scale { width: 100%; max-width: 420px; height: 34px; }
        .chart { width: 100%; height: auto; } .chart text { fill: var(--soft); font-size: 12px; }
        .numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 14px; margin: 18px 0; }
        .numbers div { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 12px 16px; }
        .numbers b { display: block; font-size: 24px; font-weight: 620; }
        @media print { body { background: #fff; max-width: none; } section.query { border: none; padding: 0; } }
        """
}
