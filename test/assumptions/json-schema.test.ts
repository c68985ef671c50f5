import { describe, expect, it } from "vitest";
import { planJsonSchema } from "../../src/assumptions/json-schema.ts";
import { sampleSchema } from "./sample-plan.ts";

const schema = planJsonSchema(sampleSchema);

describe("the JSON Schema of a plan", () => {
  it("is of draft 2020-12 and knows the sections, includes and no other keys", () => {
    expect(schema).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      additionalProperties: false,
      properties: { include: { type: "array" }, data: {}, conversation: {}, runs: {}, context: {} },
    });
  });

  it("asks each assumption for its fields, and no file for all sections", () => {
    const days = { required: ["value", "unit", "source", "provenance"], additionalProperties: false };
    expect(schema).toMatchObject({ properties: { data: { properties: { person_days: days } } } });
    expect(schema).not.toHaveProperty("required");
    expect(schema).not.toHaveProperty("properties.data.required");
  });

  it("describes assumptions by label, unit, range and words", () => {
    expect(schema).toMatchObject({
      properties: {
        data: {
          properties: {
            person_days: {
              description: "Person-days",
              properties: {
                value: { description: "Person-days, in days or hours: a number from 0 up" },
                unit: { enum: ["days", "hours"] },
                provenance: { enum: ["measured", "published", "derived", "chosen"] },
              },
            },
          },
        },
        conversation: { properties: { billing: { properties: { value: { enum: ["as-printed", "api"] } } } } },
      },
    });
  });

  it("accepts a number, the short form and every distribution by its parameters", () => {
    expect(schema).toMatchObject({
      $defs: {
        belief: {
          anyOf: expect.arrayContaining([
            { type: "number" },
            expect.objectContaining({ type: "string" }),
            expect.objectContaining({
              required: ["normal"],
              properties: { normal: expect.objectContaining({ required: ["mean", "sd"] }) },
            }),
            expect.objectContaining({ required: ["empirical"] }),
          ]),
        },
        law: { anyOf: expect.arrayContaining([{ type: "number" }]) },
      },
      properties: { data: { properties: { speed: { properties: { value: { $ref: "#/$defs/belief" } } } } } },
    });
  });

  it("takes table rows by key, with their cells", () => {
    expect(schema).toMatchObject({
      properties: {
        runs: {
          properties: {
            rows: {
              additionalProperties: {
                required: ["days"],
                properties: { days: { $ref: "#/$defs/belief" }, gpu: { type: "string" } },
              },
            },
          },
        },
      },
    });
  });
});
