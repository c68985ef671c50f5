/** Why something in a log was left out. */
export type SkipReason =
  | "not-json"
  | "unknown-shape"
  | "unknown-role"
  | "bad-tokens"
  | "bad-row"
  | "failed-request"
  | "too-long"
  | "broken-off";

/** What a reader should be told although nothing was left out. */
export type NoteReason = "duplicate-id" | "not-utf8" | "time-out-of-order" | "part-without-text" | "bad-time";

export interface Noted {
  readonly count: number;
  /** The first places: `file:line`. */
  readonly first: readonly string[];
}

/** Everything a reading came across; `skipped` are records, lines or messages that count nowhere. */
export interface ReadingNotes {
  readonly lines: number;
  readonly records: number;
  readonly skipped: ReadonlyMap<SkipReason, Noted>;
  readonly notes: ReadonlyMap<NoteReason, Noted>;
}

/** Something was to be skipped although every line was to be read. */
export class StrictReadingError extends Error {
  override readonly name = "StrictReadingError";
}

export interface NoteTaker {
  readonly skip: (reason: SkipReason, place: string) => void;
  readonly note: (reason: NoteReason, place: string) => void;
  readonly line: (count: number) => void;
  readonly record: () => void;
  readonly taken: () => ReadingNotes;
}

/** @param strict throws StrictReadingError at the first thing that would be skipped */
export function noteTaker(strict: boolean): NoteTaker {
  const skipped = new Map<SkipReason, { count: number; first: string[] }>();
  const notes = new Map<NoteReason, { count: number; first: string[] }>();
  let lines = 0;
  let records = 0;
  return {
    skip(reason, place) {
      if (strict) throw new StrictReadingError(`${place}: ${SKIP_WORDS[reason]}`);
      remember(skipped, reason, place);
    },
    note: (reason, place) => remember(notes, reason, place),
    line(count) {
      lines += count;
    },
    record() {
      records++;
    },
    taken: () => ({ lines, records, skipped, notes }),
  };
}

/** What each reason means, for messages. */
export const SKIP_WORDS: Readonly<Record<SkipReason, string>> = {
  "not-json": "not JSON",
  "unknown-shape": "JSON of no known shape",
  "unknown-role": "a message of an unknown role",
  "bad-tokens": "a number of tokens that is no whole number, 0 or more",
  "bad-row": "a row that does not fit the columns",
  "failed-request": "a request that failed",
  "too-long": "a record of more than 16 MiB",
  "broken-off": "the file breaks off",
};

export const NOTE_WORDS: Readonly<Record<NoteReason, string>> = {
  "duplicate-id": "an id that was there before (counted again)",
  "not-utf8": "text that is not UTF-8 (unreadable letters replaced)",
  "time-out-of-order": "a time before the one above it (pause left out)",
  "part-without-text": "a part without text, such as an image (its tokens are not counted)",
  "bad-time": "a time that cannot be read",
};

const PLACES = 10;

function remember<Reason>(into: Map<Reason, { count: number; first: string[] }>, reason: Reason, place: string): void {
  const known = into.get(reason);
  if (!known) into.set(reason, { count: 1, first: [place] });
  else {
    known.count++;
    if (known.first.length < PLACES) known.first.push(place);
  }
}
