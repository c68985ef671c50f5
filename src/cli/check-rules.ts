/** The rules of the verdict, as `llmplan check --help` prints them. */
export const VERDICT_RULES = `
Verdicts of a claim:
  follows                        the figure is what is printed
  follows-within-input-rounding  some value within the rounding of the printed inputs gives it
  follows-with-other-input       only with an input, selection or factor other than the stated one
  does-not-follow                none of these
The first two pass; the others fail unless the claim says why they are accepted. An acceptance
that is no longer needed fails too. Exit code 0, 1 when something fails, 2 when the claims file
itself is wrong: a claim without a figure, a figure of a claimed table without a claim, an
alternative that does not give the printed number.
An assumption of the plan that is no longer what the document prints (input-moved) fails too, unless
accepted_findings says why it may; where --scenario or --set changed it, it is a warning.

Rules:
  1  A claim is met within half a unit of its last significant digit, ends included. Zeros that end
     a whole number are not significant, zeros after a decimal point are; "~" and "nearly" add
     nothing. A stated tolerance with its reason replaces this.
  2  A bound (more-than, less-than, at-least, at-most) follows or does not; rules 4 to 6 do not
     apply to it.
  3  A range that reports simulation runs is one statement: it follows when the expected value lies
     between its ends, widened by their tolerance. Any other range is a claim on each end.
  4  Printed cells and rounded inputs may be anything that rounds to what is printed, every digit
     counting. Counts, prices, constants and chosen factors are exact.
  5  A figure that needs an input the document does not print follows with another input. A whole
     number solved from the figure counts as stated.
  6  An alternative makes one change: another printed value of the same unit in the same section
     (of the reciprocal unit, inverted), a row left out or taken alone, another statistic, a stated
     factor left out, the catalog's factor of the named device, the other statement of the same
     quantity, a variant formula. A change of a direct input keeps the other inputs as printed; a
     change further up recomputes the whole chain. A value printed nowhere counts only where it
     repairs two claims or more that nothing printed repairs. Another rounding never counts.`;
