import { localNumbers } from "../view/locale.ts";

/** Lets a canvas write numbers as the page does: charts are defined once, with the report's numbers. */
export function localise(context: CanvasRenderingContext2D): void {
  const { fillText, measureText } = CanvasRenderingContext2D.prototype;
  context.fillText = (text, x, y, maxWidth) => fillText.call(context, localNumbers(text), x, y, maxWidth);
  context.measureText = (text) => measureText.call(context, localNumbers(text));
}
