/** A chart, drawn from its marks: lines and letters, no pixels. */
import type { Picture } from "../charts/picture.ts";
import { parseFont } from "../svg/css-font.ts";
import { type Clip, type Mark, onBaseline, type TextMark } from "../svg/mark.ts";
import { IDENTITY, isTranslation, mapped, scaleOf } from "../svg/matrix.ts";
import { recordPicture } from "../svg/record-picture.ts";
import { LEFT, TEXT_WIDTH } from "./look.ts";
import type { Block } from "./page-flow.ts";
import type { Paper } from "./paper.ts";

export async function pictureBlock(paper: Paper, picture: Picture): Promise<Block> {
  const { marks, clips } = await recordPicture(picture);
  const full = TEXT_WIDTH / picture.width;
  const height = picture.height * full;
  return {
    above: 12,
    start: height * SMALLEST,
    draw: (flow) => {
      const scale = full * Math.min(1, flow.room / height);
      const x = LEFT + (TEXT_WIDTH - picture.width * scale) / 2;
      const matrix = { ...IDENTITY, a: scale, d: scale, e: x, f: flow.y };
      paper.leaf("Figure", () => paper.within(matrix, [], () => drawMarks(paper, marks, clips)), picture.alt);
      flow.down(picture.height * scale);
    },
  };
}

/** A chart is made this much smaller rather than leaving the foot of a page empty. */
const SMALLEST = 0.86;

function drawMarks(paper: Paper, marks: readonly Mark[], clips: readonly Clip[]): void {
  for (const mark of marks) {
    const within = clipPaths(clips, mark.setting.clip);
    if (within.length === 0) drawMark(paper, mark);
    else paper.within(IDENTITY, within, () => drawMark(paper, mark));
  }
}

function drawMark(paper: Paper, mark: Mark): void {
  const { style, matrix, dash } = mark.setting;
  switch (mark.kind) {
    case "fill":
      paper.fill(mark.path, mark.paint);
      break;
    case "stroke":
      paper.stroke(mark.path, mark.paint, {
        width: style.lineWidth * scaleOf(matrix),
        dash,
        dashOffset: style.lineDashOffset,
        cap: style.lineCap,
        join: style.lineJoin,
      });
      break;
    case "text":
      drawTextMark(paper, mark);
      break;
  }
}

function drawTextMark(paper: Paper, { text, point, paint, setting: { style, matrix } }: TextMark): void {
  const { sizePx: size, weight } = parseFont(style.font);
  const look = { size, weight };
  const { x, y } = onBaseline(point, style);
  const start = { x: x - paper.width(text, look) * (BEFORE[style.textAlign] ?? 0), y };
  if (isTranslation(matrix)) paper.text(text, mapped(matrix, start), look, paint);
  else paper.within(matrix, [], () => paper.text(text, start, look, paint));
}

/** How much of a text stands before its point. */
const BEFORE: Readonly<Record<string, number>> = { center: 0.5, right: 1, end: 1 };

function clipPaths(clips: readonly Clip[], index: number | undefined): readonly string[] {
  const clip = index === undefined ? undefined : clips[index];
  return clip ? [...clipPaths(clips, clip.outer), clip.path] : [];
}
