import { formatNumber } from "../number.ts";
import { counted, formatPercent } from "../quantity.ts";
import { numberCell, numberColumn, type Table, table, textCell, textColumn } from "../table.ts";
import { DAY_IDS, dayTables } from "../tables/day-table.ts";
import { type Figures, figureAt, figureTable } from "../tables/figure-table.ts";
import type { Section } from "./section.ts";

/** What stands behind the figures of a service. */
export interface ServingFacts {
  readonly what: string;
  readonly gpusPerReplica: number;
  readonly ttftP95Seconds: number;
  readonly secondsPerOutputToken?: number;
  /** One request alone: time to first token, and time between tokens. */
  readonly idleTtftSeconds: number;
  readonly leastSecondsPerOutputToken: number;
  readonly arrivalsPerSecond?: number;
  readonly gpuCount?: number;
  readonly spare: number;
  readonly accuracy: readonly {
    readonly label: string;
    readonly rows: number;
    readonly median_error: number;
    readonly log_bias: number;
    readonly within_quarter: number;
  }[];
  readonly fittedRows: number;
  readonly hopper: { readonly rows: number; readonly median_error: number; readonly within_quarter: number };
}

const CAPACITY = [
  "output_tokens_per_second_per_gpu",
  "requests_per_second_per_gpu",
  "sequences_per_replica",
  "kv_cache_tokens",
  "idle_ttft_seconds",
  "full_seconds_per_output_token",
];

const LOAD = [
  "gpus",
  "gpus_with_spare",
  "utilisation",
  "wait_probability",
  "mean_wait_seconds",
  "mean_ttft_seconds",
  "p95_ttft_seconds",
  "seconds_per_output_token",
  "sequences",
];

/** What a GPU serves, how many keep the promise, what those who ask wait for, and how far off such estimates are. */
export function servingSection({
  figures,
  facts,
}: {
  readonly figures: Figures;
  readonly facts: ServingFacts;
}): Section {
  const loaded = facts.arrivalsPerSecond !== undefined && Number.isFinite(Number(figures["serving.gpus"]?.value));
  const hasDay = figures["serving.day_utilisation"] !== undefined;
  const ids = [...CAPACITY, ...(loaded ? LOAD : []), ...(loaded && hasDay ? DAY_IDS : [])].map(
    (name) => `serving.${name}`,
  );
  return {
    title: "Serving",
    answer: answerOf(figures, facts),
    tables: [
      figureTable({
        name: "serving",
        caption: `${facts.what}, ${gpusOf(facts.gpusPerReplica)} a replica`,
        figures,
        ids,
        footnotes: [
          ...(facts.gpuCount !== undefined && loaded
            ? [`Utilisation, waits and times are those of the ${gpusOf(facts.gpuCount)} that there are.`]
            : []),
          "Intervals hold how far servers of other software lie from what is expected.",
        ],
      }),
      ...(loaded ? dayTables(figures) : []),
      ...playedTable(figures, facts.what),
      accuracyTable(facts),
    ],
  };
}

/** What came of requests that were played, where any were. */
export function playedTable(figures: Figures, what: string): readonly Table[] {
  const ids = Object.keys(figures).filter((id) => id.startsWith("serving.simulated."));
  if (ids.length === 0) return [];
  return [
    figureTable({
      name: "serving-played",
      caption: `Requests played on ${what}`,
      figures,
      ids,
      footnotes: ["Played at the expected speed; the interval of the formulas holds for these times too."],
    }),
  ];
}

const gpusOf = (count: number): string => counted(count, "GPUs");
const short = (value: number): string => formatNumber(value, { atMost: 3 });

function answerOf(figures: Figures, facts: ServingFacts): string {
  const at = (name: string): number => Number(figureAt(figures, `serving.${name}`).value);
  if (at("sequences_per_replica") < 1) return refusal(figures, facts);
  const speed = `${facts.what} gives ${short(at("output_tokens_per_second_per_gpu"))} output tokens and ${short(at("requests_per_second_per_gpu"))} requests a second on each GPU under full load (${gpusOf(facts.gpusPerReplica)} a replica).`;
  if (facts.arrivalsPerSecond === undefined) return speed;
  const needed = at("gpus");
  if (!Number.isFinite(needed)) return `${refusal(figures, facts)} ${speed}`;
  const spare = facts.spare > 0 ? `, ${gpusOf(at("gpus_with_spare"))} with spare` : "";
  const simulated = figures["serving.simulated.gpus"];
  const played =
    simulated && Number(simulated.value) !== needed
      ? ` Played request by request, it takes ${Number.isFinite(Number(simulated.value)) ? gpusOf(Number(simulated.value)) : "more than any number of GPUs"}.`
      : "";
  const promise = `${gpusOf(needed)}${spare} ${needed === 1 ? "answers" : "answer"} ${short(facts.arrivalsPerSecond)} requests a second so that 95% begin within ${short(facts.ttftP95Seconds)} s.${played}`;
  return `${promise} ${own(figures, facts, needed)}${speed}`;
}

/** What the GPUs that there are would do. */
function own(figures: Figures, { gpuCount }: ServingFacts, needed: number): string {
  if (gpuCount === undefined) return "";
  const at = (name: string): number => Number(figureAt(figures, `serving.${name}`).value);
  const utilisation = at("utilisation");
  if (!(utilisation < 1))
    return `The ${gpusOf(gpuCount)} that there are would be asked for ${formatPercent(utilisation, { atMost: 3 })} of what they can do: the line grows without end. `;
  return `The ${gpusOf(gpuCount)} that there are ${gpuCount >= needed ? "would keep it" : "would not"}: 95% begin within ${short(at("p95_ttft_seconds"))} s. `;
}

/** Why no number of GPUs will do. */
function refusal(figures: Figures, facts: ServingFacts): string {
  const cache = Number(figureAt(figures, "serving.kv_cache_tokens").value);
  if (cache === 0)
    return `${facts.what} does not fit on ${gpusOf(facts.gpusPerReplica)}: use more GPUs a replica, or fewer bits.`;
  if (facts.idleTtftSeconds > facts.ttftP95Seconds)
    return `No number of GPUs keeps the promise: reading the prompt of one request alone takes ${short(facts.idleTtftSeconds)} s, and ${short(facts.ttftP95Seconds)} s are promised. More GPUs a replica, a cached prefix or a shorter prompt would shorten it.`;
  if (facts.secondsPerOutputToken !== undefined && facts.leastSecondsPerOutputToken > facts.secondsPerOutputToken)
    return `No number of GPUs keeps the promise: one answer alone takes ${short(facts.leastSecondsPerOutputToken)} s a token, and ${short(facts.secondsPerOutputToken)} s are promised. More GPUs a replica or fewer bits would shorten it.`;
  return `${facts.what}: the KV cache of ${gpusOf(facts.gpusPerReplica)} does not hold one request.`;
}

function accuracyTable({ accuracy, hopper, fittedRows }: ServingFacts): Table {
  const part = { atMost: 2 } as const;
  return table({
    name: "serving-accuracy",
    caption: "How far off such estimates are on measured servers that they were not fitted to",
    columns: [
      textColumn("source", "Software"),
      numberColumn({ key: "rows", label: "Rows", unit: "", digits: { decimals: 0 } }),
      textColumn("error", "Median error"),
      textColumn("bias", "Estimate ÷ measured"),
      textColumn("within", "Within 25%"),
    ],
    rows: accuracy.map((row) => ({
      source: textCell(row.label),
      rows: numberCell(row.rows),
      error: textCell(formatPercent(row.median_error, part)),
      bias: textCell(formatNumber(Math.exp(row.log_bias), { decimals: 2 })),
      within: textCell(formatPercent(row.within_quarter, part)),
    })),
    footnotes: [
      `Fitted to ${fittedRows} rows of TensorRT-LLM 0.17 and 1.0. On ${hopper.rows} other rows of H100 and H200: ${formatPercent(hopper.median_error, part)} in the median.`,
    ],
  });
}
