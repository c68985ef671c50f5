/**
 * One aggregate query that counts messages where they lie: its rows `series, value, amount` are what `readCounts` takes,
 * and equal to what llmplan counts itself. Standard SQL with window functions; the dialects differ in the word for a
 * large whole number and in how a name is quoted.
 */
export const SQL_DIALECTS = ["duckdb", "postgres"] as const;
export type SqlDialect = (typeof SQL_DIALECTS)[number];

/** Where the messages are: one row a message. */
export interface MessageTable {
  /** A table, or in DuckDB a file: `read_parquet('logs/*.parquet')`. */
  readonly from: string;
  readonly conversation: string;
  /** Orders the messages of a conversation. */
  readonly position: string;
  readonly role: string;
  readonly tokens: string;
}

export const USUAL_TABLE: MessageTable = {
  from: "messages",
  conversation: "conversation",
  position: "position",
  role: "role",
  tokens: "tokens",
};

/** The query. Rows without a role or a number of tokens that can be used are left out, as llmplan leaves them out. */
export function countsSql(dialect: SqlDialect, table: MessageTable = USUAL_TABLE): string {
  const whole = dialect === "duckdb" ? "BIGINT" : "bigint";
  const name = (column: string): string => `"${column.replaceAll('"', '""')}"`;
  const roles = Object.entries(ROLE_WORDS)
    .map(
      ([role, words]) =>
        `    WHEN lower(trim(${name(table.role)})) IN (${words.map((word) => `'${word}'`).join(", ")}) THEN '${role}'`,
    )
    .join("\n");
  const size = (series: string, value: string, source: string): string =>
    `SELECT '${series}' AS series, CAST(${value} AS ${whole}) AS value, CAST(count(*) AS ${whole}) AS amount FROM ${source} GROUP BY 2`;
  const total = (series: string, sum: string, source: string): string =>
    `SELECT 'total.${series}', CAST(0 AS ${whole}), CAST(coalesce(${sum}, 0) AS ${whole}) FROM ${source}`;
  const by = (series: string, key: string, amount: string, source: string): string =>
    `SELECT '${series}', CAST(${key} AS ${whole}), CAST(${amount} AS ${whole}) FROM ${source} GROUP BY 2`;
  return `-- Counts of conversations for: llmplan calibrate --from-counts RESULT.csv
WITH message AS (
  SELECT ${name(table.conversation)} AS conversation, ${name(table.position)} AS position, CAST(${name(table.tokens)} AS ${whole}) AS tokens,
    CASE
${roles}
    END AS role
  FROM ${table.from}
  WHERE ${name(table.tokens)} >= 0
),
known AS (SELECT * FROM message WHERE role IS NOT NULL AND conversation IS NOT NULL),
placed AS (
  SELECT *,
    coalesce(sum(tokens) OVER (PARTITION BY conversation ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS input,
    coalesce(sum(CASE WHEN role IN ('user', 'tool') THEN tokens END) OVER (PARTITION BY conversation ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS asked,
    row_number() OVER (PARTITION BY conversation, role ORDER BY position) AS turn,
    least(row_number() OVER (PARTITION BY conversation, role ORDER BY position), 64) AS turn_64
  FROM known
),
request AS (
  SELECT *,
    asked - coalesce(lag(asked) OVER (PARTITION BY conversation ORDER BY position), 0) AS fresh,
    lag(input) OVER (PARTITION BY conversation ORDER BY position) AS previous_input,
    lag(tokens) OVER (PARTITION BY conversation ORDER BY position) AS previous_output,
    least(count(*) OVER (PARTITION BY conversation), 64) AS length
  FROM placed
  WHERE role = 'assistant'
),
conversation AS (
  SELECT conversation, count(*) AS messages,
    count(CASE WHEN role = 'user' THEN 1 END) AS user_turns,
    count(CASE WHEN role = 'assistant' THEN 1 END) AS requests,
    least(count(CASE WHEN role = 'assistant' THEN 1 END), 64) AS length,
    sum(CASE WHEN role = 'system' THEN tokens END) AS system_tokens
  FROM known
  GROUP BY conversation
)
${[
  size("messages", "messages", "conversation"),
  size("user_turns", "user_turns", "conversation"),
  size("requests", "requests", "conversation"),
  size("system_tokens", "system_tokens", "conversation WHERE system_tokens IS NOT NULL"),
  size("user_tokens", "tokens", "known WHERE role = 'user'"),
  size("first_user_tokens", "tokens", "placed WHERE role = 'user' AND turn = 1"),
  size("later_user_tokens", "tokens", "placed WHERE role = 'user' AND turn > 1"),
  size("assistant_tokens", "tokens", "request"),
  size("tool_tokens", "tokens", "known WHERE role = 'tool'"),
  size("fresh_tokens", "fresh", "request"),
  by("turn.user_messages", "turn_64", "count(*)", "placed WHERE role = 'user'"),
  by("turn.user_tokens", "turn_64", "sum(tokens)", "placed WHERE role = 'user'"),
  by("turn.assistant_messages", "turn_64", "count(*)", "request"),
  by("turn.assistant_tokens", "turn_64", "sum(tokens)", "request"),
  by("length.conversations", "length", "count(*)", "conversation"),
  by("length.fresh_tokens", "length", "sum(fresh)", "request"),
  by("length.assistant_tokens", "length", "sum(tokens)", "request"),
  total("conversations", "count(*)", "conversation"),
  total("answered_conversations", "count(*)", "conversation WHERE requests > 0"),
  total("requests", "count(*)", "request"),
  total("input_tokens", "sum(input)", "request"),
  total("output_tokens", "sum(tokens)", "request"),
  total("previous_input_tokens", "sum(previous_input)", "request"),
  total("previous_exchange_tokens", "sum(previous_input + previous_output)", "request"),
  total("recorded_messages", "count(*)", "known"),
].join("\nUNION ALL\n")}
ORDER BY 1, 2
`;
}

/** The same words as `roleOf` knows. */
const ROLE_WORDS = {
  system: ["system", "developer"],
  user: ["user", "human", "prompter", "customer"],
  assistant: ["assistant", "gpt", "chatgpt", "bot", "ai", "model"],
  tool: ["tool", "function", "observation", "ipython", "function_response"],
} as const;
