/**
 * Figures as LaTeX commands, so that a text can say `\llmplan{data.tokens_total}` and never a number. The ids are those
 * of everything else; LaTeX allows no dots, digits and underscores in the name of a command, so each figure is a
 * command behind `\csname`.
 */
import { escapeLatex } from "./latex.ts";

/** @param texts what each figure prints, by id */
export function latexFigures(texts: ReadonlyMap<string, string>): string {
  return [
    "% Figures by id: \\llmplan{data.tokens_total}. Written by llmplan; change the assumptions instead.",
    "\\makeatletter",
    "\\newcommand{\\llmplan}[1]{\\@ifundefined{llmplan@#1}{\\PackageError{llmplan}{No figure #1}{}}{\\csname llmplan@#1\\endcsname}}",
    ...[...texts].map(
      ([id, text]) => `\\expandafter\\newcommand\\csname llmplan@${id}\\endcsname{${escapeLatex(text)}}`,
    ),
    "\\makeatother",
    "",
  ].join("\n");
}
