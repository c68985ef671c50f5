import { type Cell, numberColumn, type Table, table, textCell, textColumn } from "../table.ts";
import { type DeliverableView, printedAt, shownCell, sourcesOf } from "./shown-cell.ts";

type Model = DeliverableView["outline"]["models"][number];

/** Table 11 of the deliverable: the candidates whose size is stated. */
export function candidatesTable(view: DeliverableView): Table | undefined {
  return modelTable(view, {
    name: "candidates",
    caption: "Model candidates",
    ids: (key) => ({ parameters: `models.rows.${key}.parameters` }),
    words: { base: { label: "Base model", of: ({ base }) => base ?? "" } },
    numbers: { parameters: { label: "Parameters", unit: "billion", scale: 1e9, digits: { atMost: 4 } } },
    stated: ["parameters"],
    footnotes: [],
  });
}

/** Table 12 of the deliverable: the benchmark score of each model; the threshold is in the caption. */
export function ifevalTable(view: DeliverableView): Table | undefined {
  const threshold = printedAt(view, "evaluation.ifeval_threshold")?.value;
  return modelTable(view, {
    name: "ifeval",
    caption: `IFEval of each model, prompt level, loose${threshold === undefined ? "" : `; models above ${threshold} go on`}`,
    ids: (key) => ({ ifeval: `models.rows.${key}.ifeval` }),
    words: {
      shortlisted: {
        label: "Goes on",
        of: ({ key }) => String(printedAt(view, `models.${key}.shortlisted`)?.value ?? ""),
      },
    },
    // A share of prompts, printed as the benchmark prints it and not as percent.
    numbers: { ifeval: { label: "Prompt IFEval", unit: "", scale: 1, digits: { decimals: 4 } } },
    stated: ["ifeval"],
    footnotes: [],
  });
}

/** Table 13 of the deliverable: what people's ratings came to. */
export function ratingsTable(view: DeliverableView): Table | undefined {
  return modelTable(view, {
    name: "ratings",
    caption: "Ratings by people of each shortlisted model",
    ids: (key) => ({
      rk_uqr_percent: `ratings.${key}.rk_uqr_percent`,
      cri_mean: `ratings.${key}.cri_mean`,
      cri_worst: `ratings.${key}.cri_worst`,
    }),
    words: {},
    numbers: {
      rk_uqr_percent: { label: "RK/UQR", unit: "%", scale: 1, digits: { decimals: 1 } },
      cri_mean: { label: "CRI", unit: "questions", scale: 1, digits: { decimals: 1 } },
      cri_worst: { label: "CRI, worst", unit: "questions", scale: 1, digits: { atMost: 3 } },
    },
    stated: ["net_points", "cri_"],
    footnotes: [
      "RK/UQR: role knowledge and rejection of unknown questions, net points in percent of all; -100 to 100. CRI: survey questions answered before the role broke, mean of the profiles and the worst of them.",
    ],
  });
}

interface ModelTable {
  readonly name: string;
  readonly caption: string;
  /** Id of each number of a model's row. */
  readonly ids: (key: string) => Readonly<Record<string, string>>;
  readonly words: Readonly<Record<string, { readonly label: string; readonly of: (model: Model) => string }>>;
  readonly numbers: Readonly<
    Record<
      string,
      {
        readonly label: string;
        readonly unit: string;
        readonly scale: number;
        readonly digits: { readonly decimals: number } | { readonly atMost: number };
      }
    >
  >;
  /** What the names of the assumptions in a model's row that the numbers rest on begin with. */
  readonly stated: readonly string[];
  readonly footnotes: readonly string[];
}

/** A row for each model that has at least one of the numbers; nothing where none has. */
function modelTable(view: DeliverableView, spec: ModelTable): Table | undefined {
  const { name, caption, ids, words, numbers, stated, footnotes } = spec;
  const models = view.outline.models.filter(({ key }) => Object.values(ids(key)).some((id) => printedAt(view, id)));
  if (models.length === 0) return undefined;
  const cell = (id: string, column: string): Cell => {
    const shown = numbers[column];
    const made = shownCell(view, id, { scale: shown?.scale ?? 1 });
    // The digits are the document's own: shares of a known number of questions, not measurements.
    return made.kind === "number" && shown ? { ...made, digits: shown.digits } : made;
  };
  return table({
    name,
    caption,
    columns: [
      textColumn("model", "HuggingFace ID"),
      ...Object.entries(words).map(([key, { label }]) => textColumn(key, label)),
      ...Object.entries(numbers).map(([key, { label, unit, digits }]) => numberColumn({ key, label, unit, digits })),
      textColumn("source", "Source"),
    ],
    rows: models.map((model) => ({
      model: textCell(model.label),
      ...Object.fromEntries(Object.entries(words).map(([key, { of }]) => [key, textCell(of(model))])),
      ...Object.fromEntries(Object.entries(ids(model.key)).map(([key, id]) => [key, cell(id, key)])),
      source: textCell(
        sourcesOf(
          view,
          stated.map((name) => `models.rows.${model.key}.${name}`),
          model.label,
        ),
      ),
    })),
    rowKeys: models.map(({ key }) => key),
    footnotes,
  });
}
