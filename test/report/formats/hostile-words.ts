/** What somebody may write into a title, a note, a source or a name, so that a program does more than show it. */
export const HOSTILE = [
  ...["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "\uFF1D1+1"],
  ...["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style></title><b>", "]]> &amp; &#38;", "-->"],
  ...["\\input{/etc/passwd}", "$x_1^2$ & % # _ { } ~ ^ \\", "^^5cinput", "\\end{tabular}"],
  ...["| a | b", "`tick` ``two``", "[x](javascript:alert(1))", "![i](x.png)", "<!-- /llmplan -->"],
  ...["# head #", "1. item", "- item", "***", "===", "> q", "~~~", "% /llmplan", "&#x202e;", "a\\"],
  ...["\u001B[31mred\u001B]0;t\u0007", "\u009B31m", "\u202Eevil\u202C \u2066x", "\u061Cx", "\u0000nul\u0008"],
  ...[
    "\uD800 half",
    "half \uDC00",
    "\uFFFE\uFFFF",
    "\u0085a\u2028b",
    "w".repeat(300),
    "::error::x",
    "%0A::error::y",
    "a,b:c%25",
  ],
  ...["1) item", "+ item", "%%{init: {}}%%", "$$\\pi$$", "#35;", "javascript:alert(1)"],
  ...["</script><!--<script>", "</details>", "]]></system-out>", '=DDE("cmd";"/c";"x")', "@evil #1 GH-1"],
];
