import { z } from "zod";
import { GridError } from "./grid-answer";

/** Times before and after which nothing of ours lies; the database knows fewer years than RFC 3339. */
const FIRST = Temporal.Instant.from("2000-01-01T00:00:00Z");
const LAST = Temporal.Instant.from("2200-01-01T00:00:00Z");

const instant = z.string().transform((text, context) => {
  try {
    const at = Temporal.Instant.from(text);
    const isNear =
      Temporal.Instant.compare(FIRST, at) < 0 && Temporal.Instant.compare(at, LAST) < 0;
    if (isNear) return at;
    context.addIssue({ code: "custom", message: "is not between the years 2000 and 2200" });
    return z.NEVER;
  } catch {
    context.addIssue({ code: "custom", message: "is no time with an offset (RFC 3339)" });
    return z.NEVER;
  }
});
const watts = z.number().int().min(-100_000_000).max(100_000_000);
const limit = z.number().int().min(0).max(100_000_000);
const node = z.string().min(1).max(200).optional();

/** `PUT /grid/v1/signals/{reference}`. W over all phases, A on each phase. */
export const signalBody = z
  .object({
    node,
    limit_w: limit.nullish(),
    limit_a: limit.nullish(),
    starts_at: instant,
    ends_at: instant,
  })
  .refine(
    (body) => (body.limit_w ?? body.limit_a ?? null) !== null,
    "limit_w or limit_a is missing",
  );

/** `PUT /grid/v1/readings`. */
export const readingsBody = z.array(z.object({ node, at: instant, power_w: watts })).max(1_000);

/** A request's JSON by a schema. @throws GridError 400 with the first thing that is wrong. */
export async function readBody<S extends z.ZodType>(
  request: Request,
  schema: S,
): Promise<z.output<S>> {
  let json: unknown;
  try {
    json = await request.json();
  } catch {
    throw new GridError(400, "not-json", "The body is no JSON.");
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join(".") ?? "";
  throw new GridError(
    400,
    "bad-body",
    path === "" ? `${issue?.message}` : `${path}: ${issue?.message}`,
  );
}
