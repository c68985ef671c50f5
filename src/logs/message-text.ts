/**
 * The text of a message in the shapes that chat logs use: a string, null, a list of parts, and calls of tools. What an
 * assistant writes to call a tool (function name and arguments) is output like any other text.
 *
 * @returns the text, and how many parts hold something else (images, audio), whose tokens nobody can count here
 */
export function messageText(message: Readonly<Record<string, unknown>>): {
  readonly text: string;
  readonly uncounted: number;
} {
  const content = message.content ?? message.value ?? message.text ?? message.parts;
  const parts = Array.isArray(content) ? content.map(partText) : [typeof content === "string" ? content : ""];
  const texts = parts.filter((part) => part !== undefined);
  return {
    text: [...texts, ...callTexts(message.tool_calls), functionText(message.function_call)].join(""),
    uncounted: parts.length - texts.length,
  };
}

function partText(part: unknown): string | undefined {
  if (typeof part === "string") return part;
  if (typeof part !== "object" || part === null) return "";
  const { text, content, refusal, name, input } = part as Readonly<Record<string, unknown>>;
  if (typeof text === "string") return text;
  if (typeof refusal === "string") return refusal;
  if (typeof content === "string") return content;
  if (Array.isArray(content)) return content.map((inner) => partText(inner) ?? "").join("");
  // A call of a tool as a part of its own.
  if (typeof name === "string" && input !== undefined) return name + JSON.stringify(input);
  return undefined;
}

function callTexts(calls: unknown): readonly string[] {
  if (!Array.isArray(calls)) return [];
  return calls.map((call: unknown) =>
    typeof call === "object" && call !== null && "function" in call ? functionText(call.function) : "",
  );
}

function functionText(called: unknown): string {
  if (typeof called !== "object" || called === null) return "";
  const name = "name" in called && typeof called.name === "string" ? called.name : "";
  const given = "arguments" in called ? called.arguments : undefined;
  return name + (typeof given === "string" ? given : given === undefined ? "" : JSON.stringify(given));
}
