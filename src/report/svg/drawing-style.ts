/** The settings of a canvas context that `save` keeps and `restore` brings back. */
export interface DrawingStyle {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
  lineDashOffset: number;
  font: string;
  textAlign: string;
  textBaseline: string;
  globalAlpha: number;
}

/** As the HTML standard sets them in a new context, but for the font. */
export const NEW_STYLE: DrawingStyle = {
  fillStyle: "#000000",
  strokeStyle: "#000000",
  lineWidth: 1,
  lineCap: "butt",
  lineJoin: "miter",
  lineDashOffset: 0,
  font: "10px Inter",
  textAlign: "start",
  textBaseline: "alphabetic",
  globalAlpha: 1,
};

/** A copy of the settings only, whatever else the object holds. */
export function styleOf(holder: DrawingStyle): DrawingStyle {
  const { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, lineDashOffset } = holder;
  const { font, textAlign, textBaseline, globalAlpha } = holder;
  return {
    fillStyle,
    strokeStyle,
    lineWidth,
    lineCap,
    lineJoin,
    lineDashOffset,
    font,
    textAlign,
    textBaseline,
    globalAlpha,
  };
}
