/** Readers of CSV by hand: rating sheets, sheets of training runs; and of words on the command line. */

import { readPrinted } from "../../src/assumptions/claim-number.ts";
import { readDailyProfile } from "../../src/assumptions/daily-profile-slot.ts";
import { readNumber } from "../../src/assumptions/number-text.ts";
import { type RatingContext, readRatings } from "../../src/assumptions/rating-sheet.ts";
import { readRuns } from "../../src/assumptions/run-sheet.ts";
import { parseColumns } from "../../src/logs/columns.ts";
import { handled, require, textReader } from "./reader.ts";

const CONTEXT: RatingContext = {
  models: [
    { key: "qwen", label: "Qwen/Qwen1.5-72B-Chat" },
    { key: "tulu", label: "allenai/tulu-2-dpo-70b" },
  ],
  points: { right: 1, neutral: 0, wrong: -1 },
  surveyQuestions: 55,
};

const QUESTIONS =
  'model,profile,question,kind,points,rater,comment\nqwen,Emily,1,RK,1,A,"so, ""yes"""\ntulu,Emily,1,RK,-1,A,\n';
const SURVEYS = "sep=;\nmodel;profile;answered;rater\nqwen;Emily;38;A\ntulu;Emily;55;A\n";
const RUNS =
  "model,params_b,tokens_b,method,gpu,count,active_params_b,precision,seq_len,gpu_hours\na,7,1.5,lora,h100,8,,bf16,4096,12\nb,70,0.1,full,a100,,7,,,\n";

const isNumber = (value: unknown): boolean => typeof value !== "number" || Number.isFinite(value);

export const TABLE_READERS = [
  textReader(
    "ratings",
    () => [QUESTIONS, SURVEYS, QUESTIONS.replaceAll(",", "\t").replaceAll("\n", "\r\n")],
    (text) => void handled(() => readRatings(() => text, ["ratings.csv"], CONTEXT)),
  ),
  textReader(
    "runs",
    () => [RUNS],
    (text) => {
      const runs = handled(() => readRuns(() => text, "runs.csv")) ?? [];
      for (const { parameters, tokens } of runs)
        require(isNumber(parameters) && isNumber(tokens), "a run without an end");
    },
  ),
  textReader(
    "words",
    () => [
      "school",
      "0,0,0,0,0,0,0,2,10,12,12,12,6,10,12,10,4,3,3,2,1,1,0,0",
      "conversation=a,role=b,tokens=c",
      "~1,234.5k",
      "3.3 million",
      "$1020–1050",
      "33 600",
      "-100%",
    ],
    (text) => {
      const shares = readDailyProfile(text);
      require(!shares || Math.abs(shares.reduce((a, b) => a + b, 0) - 1) < 1e-9, "shares that do not add up to 1");
      require(isNumber(readNumber(text)), "a number without an end");
      readPrinted(text);
      try {
        parseColumns(text);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    },
  ),
];
