/** The form of the catalog of model shapes. */
import { z } from "zod";
import { plainModelName } from "../model/model-name.ts";
import { parameterCount, type Transformer } from "../model/transformer.ts";

const count = z.number().int().positive();

const model = z.strictObject({
  label: z.string().min(1),
  layers: count,
  width: count,
  heads: count,
  kv_heads: count.optional(),
  head_width: count.optional(),
  feed_forward_width: count,
  vocabulary: count,
  gated: z.boolean().default(true),
  parallel: z.boolean().default(false),
  tied_embeddings: z.boolean().default(false),
  attention_bias: z.boolean().default(false),
  experts: count.default(1),
  experts_per_token: count.default(1),
  names: z.array(z.string()).default([]),
  source: z.string().min(1),
});

export const modelCatalogFile = z.strictObject({ models: z.record(z.string(), model) });

/** A model of the catalog. */
export interface CatalogModel {
  readonly key: string;
  readonly label: string;
  readonly names: readonly string[];
  readonly transformer: Transformer;
}

/** Shapes with what follows from them filled in. */
export const modelsOf = ({ models }: z.output<typeof modelCatalogFile>): readonly CatalogModel[] =>
  Object.entries(models).map(([key, row]) => ({
    key,
    label: row.label,
    names: [key, row.label, ...row.names],
    transformer: {
      layers: row.layers,
      width: row.width,
      heads: row.heads,
      kvHeads: row.kv_heads ?? row.heads,
      headWidth: row.head_width ?? row.width / row.heads,
      feedForwardWidth: row.feed_forward_width,
      vocabulary: row.vocabulary,
      gated: row.gated,
      parallel: row.parallel,
      tiedEmbeddings: row.tied_embeddings,
      attentionBias: row.attention_bias,
      experts: row.experts,
      expertsPerToken: row.experts_per_token,
    },
  }));

/** The model of a name, in any case and with any marks between its words. */
export function modelNamed(models: readonly CatalogModel[], name: string): CatalogModel | undefined {
  const plain = plainModelName(name);
  return models.find(({ names }) => names.some((known) => plainModelName(known) === plain));
}

/** The model of the catalog whose size is within 0.5 % of a number of parameters, the nearest one. */
export function modelOfSize(models: readonly CatalogModel[], parameters: number): CatalogModel | undefined {
  const near = models
    .map((candidate) => ({
      candidate,
      off: Math.abs(Math.log(parameterCount(candidate.transformer).total / parameters)),
    }))
    .sort((a, b) => a.off - b.off)[0];
  return near && near.off < 0.005 ? near.candidate : undefined;
}
