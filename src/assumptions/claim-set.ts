import type { Alternative, Claim, ClaimSet, DocumentInput, PrintedNumber } from "../analysis/claims/claim.ts";
import type { Place } from "../analysis/node.ts";
import { readPrinted } from "./claim-number.ts";
import type { WrittenClaim, WrittenClaims, WrittenInput, WrittenPart } from "./claims-form.ts";
import { keyPlaceAt, type Located, type Path, placeAt } from "./located.ts";
import { InputError, type Problem } from "./problem.ts";

/**
 * A checked claims file as plain data, with every printed text read as a number.
 *
 * @throws InputError with every text that holds no number, and every id that stands twice
 */
export function claimSet(file: WrittenClaims, tree: Located): ClaimSet {
  const problems: Problem[] = [];
  const reader = new ClaimReader(tree, problems);
  const parts = file.parts.map((part, index) => ({ part, path: ["parts", index] as const }));
  const inputs = parts.flatMap(({ part, path }) =>
    Object.entries(part.inputs ?? {}).flatMap(([id, input]) => reader.input(id, input, part, [...path, "inputs", id])),
  );
  const claims = parts.flatMap(({ part, path }) =>
    Object.entries(part.claims ?? {}).flatMap(([id, claim]) => reader.claim(id, claim, part, [...path, "claims", id])),
  );
  if (problems.length > 0) throw new InputError(problems);
  return {
    inputs,
    claims,
    tables: parts.flatMap(({ part: { table, figures, not_printed: notPrinted = {} }, path }) =>
      figures ? [{ name: table ?? "", figures, notPrinted, place: placeAt(tree, [...path, "figures"]) }] : [],
    ),
    sameQuantity: Object.entries(file.same_quantity ?? {}).map(([key, pair]) => ({
      key,
      ...pair,
      place: keyPlaceAt(tree, ["same_quantity"], key),
    })),
    variants: file.variants ?? {},
    acceptedFindings: Object.entries(file.accepted_findings ?? {}).flatMap(([code, subjects]) =>
      Object.entries(subjects).map(([subject, reason]) => ({
        code,
        subject,
        reason,
        place: keyPlaceAt(tree, ["accepted_findings", code], subject),
      })),
    ),
  };
}

interface ReadNumbers {
  readonly number: PrintedNumber;
  readonly range?: { readonly low: PrintedNumber; readonly high: PrintedNumber };
}

class ClaimReader {
  readonly #tree: Located;
  readonly #problems: Problem[];
  readonly #first = new Map<string, Place>();

  constructor(tree: Located, problems: Problem[]) {
    this.#tree = tree;
    this.#problems = problems;
  }

  input(id: string, written: WrittenInput, part: WrittenPart, path: Path): readonly DocumentInput[] {
    const stated = this.#stated(id, written.at, part, path);
    const node = written.is === undefined ? {} : { node: written.is };
    const { printed, external, solved, implied } = written;
    if (external !== undefined) return [{ ...stated, ...node, how: "external", source: external }];
    if (solved !== undefined) return [{ ...stated, ...node, how: "solved", what: solved }];
    if (implied !== undefined) return [{ ...stated, ...node, how: "implied", words: implied }];
    const read = this.#numbers({ ...written, printed: printed ?? "" }, path);
    if (!read) return [];
    const { exact = false, unit = "", scale = 1 } = written;
    const number = scaled(read.number, scale);
    return [{ ...stated, ...node, how: "printed", text: printed ?? "", number, exact, unit }];
  }

  claim(id: string, written: WrittenClaim, part: WrittenPart, path: Path): readonly Claim[] {
    const stated = this.#stated(id, written.at, part, path);
    const read = this.#numbers(written, path);
    if (!read) return [];
    const { range, number } = read;
    const { simulated, accepted, tolerance, stands_for: standsFor } = written;
    if (simulated && !range) this.#tell(path, "printed", written.printed, "a range, where it reports simulations");
    if (simulated && written.relation)
      this.#tell(path, "relation", written.relation, "no relation: a range of simulation runs is met or not");
    const at = (field: string): Place => placeAt(this.#tree, [...path, field]);
    return [
      {
        ...stated,
        text: written.printed,
        number,
        ...(simulated && range && written.end && { simulatedRange: { ...range, end: written.end } }),
        scale: written.scale ?? 1,
        relation: written.relation ?? "equals",
        ...(tolerance && { tolerance }),
        exact: written.exact ?? false,
        follows: written.follows,
        from: written.from ?? [],
        ...(standsFor && { standsFor }),
        ...(written.alternative && { alternative: alternativeOf(written.alternative) }),
        ...(accepted !== undefined && { accepted }),
        places: {
          follows: at("follows"),
          from: at("from"),
          simulated: at("simulated"),
          alternative: at("alternative"),
          accepted: at("accepted"),
        },
      },
    ];
  }

  #stated(id: string, at: string | undefined, { section, table }: WrittenPart, path: Path) {
    const place = keyPlaceAt(this.#tree, path.slice(0, -1), id);
    const first = this.#first.get(id);
    if (first)
      this.#problems.push({
        place,
        path,
        found: `the id again (first at line ${first.line})`,
        expected: "each id once",
      });
    else this.#first.set(id, place);
    const where = [`section ${section}`, table, at].filter((words) => words !== undefined).join(", ");
    return { id, section, where, place };
  }

  /** The number that a text says, or the asked-for end of its range. */
  #numbers(written: Pick<WrittenClaim, "printed" | "means" | "end">, path: Path): ReadNumbers | undefined {
    const key = written.means === undefined ? "printed" : "means";
    const found = readPrinted(written.means ?? written.printed);
    if (!found)
      return this.#tell(path, key, written[key] ?? "", "a printed number, or means: with the number it stands for");
    if (found.kind === "number") {
      if (written.end) return this.#tell(path, "end", written.end, "no end: the text is no range");
      return { number: found.number };
    }
    if (!written.end)
      return this.#tell(path, key, written[key] ?? "", "end: low or high, which end of the range is meant");
    return { number: found[written.end], range: found };
  }

  #tell(path: Path, field: string, found: string, expected: string): undefined {
    this.#problems.push({
      place: placeAt(this.#tree, [...path, field]),
      path: [...path, field],
      found: JSON.stringify(found),
      expected,
    });
  }
}

const scaled = (number: PrintedNumber, scale: number): PrintedNumber => ({
  ...number,
  value: number.value * scale,
  significantUnit: number.significantUnit * scale,
  digitUnit: number.digitUnit * scale,
});

function alternativeOf(written: NonNullable<WrittenClaim["alternative"]>): Alternative {
  const { input = "", becomes, left_out: leftOut, alone, statistic, choice, word = "" } = written;
  if (choice !== undefined) return { kind: "choice", input: choice, word };
  if (leftOut !== undefined) return { kind: "left-out", id: leftOut };
  if (alone !== undefined) return { kind: "alone", id: alone };
  if (statistic !== undefined) return { kind: "statistic", name: statistic };
  return { kind: "becomes", input, value: becomes ?? 0 };
}
