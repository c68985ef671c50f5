/** What all charts share: title and subtitle in the top left, margins, and axes with a title that names the unit. */
import { singleLine } from "../single-line.ts";
import { textWidth } from "../svg/text-width.ts";
import { wrap } from "../wrap.ts";
import { COLOURS, chartFont, MARGIN, measured, TEXT } from "./look.ts";
import { PICTURE_SIZE } from "./picture.ts";

/** Space in pixels between the subtitle and the plot (`top`) and beside it (`right`), for marks of our plugins. */
export interface Room {
  readonly top: number;
  readonly right: number;
}

/** Options of Chart.js for the parts around the plot. Words that do not fit are broken into lines, never cut. */
export function frame(words: { readonly title: string; readonly subtitle: string }, room: Room) {
  const width = PICTURE_SIZE.width - 2 * MARGIN;
  const heading = (text: string, size: number, weight: 400 | 600) => [
    ...wrap(singleLine(text), width, (piece) => textWidth(piece, measured(size, weight))),
  ];
  return {
    layout: { padding: { left: MARGIN, right: MARGIN + room.right, top: MARGIN - 6, bottom: MARGIN - 6 } },
    events: [],
    plugins: {
      title: {
        display: true,
        text: heading(words.title, TEXT.title, 600),
        align: "start" as const,
        color: COLOURS.ink,
        font: { ...chartFont(TEXT.title, 600), lineHeight: 1.25 },
        padding: { top: 4, bottom: 4 },
      },
      subtitle: {
        display: true,
        text: heading(words.subtitle, TEXT.subtitle, 400),
        align: "start" as const,
        color: COLOURS.quiet,
        font: { ...chartFont(TEXT.subtitle), lineHeight: 1.35 },
        padding: { top: 0, bottom: 10 + room.top },
      },
      legend: { display: false },
      tooltip: { enabled: false },
    },
  };
}

/** The title of an axis; every axis has one, and it says the unit. */
export function axisTitle(text: string) {
  return { display: true, text: singleLine(text), color: COLOURS.ink, font: chartFont(TEXT.label), padding: 6 };
}

export function tickStyle() {
  return { color: COLOURS.quiet, font: chartFont(TEXT.tick), padding: 6, autoSkip: false, maxRotation: 0 };
}

export function gridStyle(shown: boolean) {
  return { display: shown, color: COLOURS.grid, lineWidth: 1, drawTicks: false };
}
