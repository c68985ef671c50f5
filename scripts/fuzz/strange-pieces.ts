/** What readers trip over: pieces that the fuzzer and the tests of every reader put into their inputs. */

export const STRANGE_NUMBERS: readonly string[] = [
  ...["0", "-0", "1", "-1", "0.5", "1e308", "1e-308", "1e309", "-1e308", "NaN", "Infinity", "9007199254740993", "017"],
  ...["4294967296", "2147483648", "0x10", "1_000", "1,000", "1e", "00", "123456789012345678901234567890"],
];

export const STRANGE_TEXTS: readonly string[] = [
  ...["__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "null", "true", "undefined"],
  ...[
    "\u0000",
    "\u001b[2J",
    "\u001b]52;c;YQ==\u0007",
    "\u009b",
    "\uFEFF",
    "\u202e",
    "\u2028",
    "\r\n",
    "\r",
    "\n",
    "\t",
  ],
  ...[
    '"',
    "'",
    "\\",
    "\\u0000",
    "\\ud800",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    ";",
    "-",
    "#",
    "&a ",
    "*a",
    "!!x ",
    "|\n",
    ">",
  ],
  ...['{"toString":1}', '{"__proto__":{"a":1}}', "[[[[", "{{{{", "<!--", "-->", "```", "=", "\u{1F600}", "ü"],
  ...["- ", "# ", "---\n", "% ", "~", ".", "25 to 40"],
];
