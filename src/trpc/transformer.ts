import SuperJSON from "superjson";

/**
 * What travels between server and browser: bigint by superjson itself, Temporal's values as their texts.
 * Not every browser has Temporal yet, so procedures that a browser calls answer times as ISO texts.
 */
export const transformer = new SuperJSON();

const hasTemporal = typeof Temporal !== "undefined";

transformer.registerCustom<Temporal.Instant, string>(
  {
    isApplicable: (value): value is Temporal.Instant =>
      hasTemporal && value instanceof Temporal.Instant,
    serialize: (value) => value.toString(),
    deserialize: (text) => Temporal.Instant.from(text),
  },
  "Instant",
);

transformer.registerCustom<Temporal.PlainDate, string>(
  {
    isApplicable: (value): value is Temporal.PlainDate =>
      hasTemporal && value instanceof Temporal.PlainDate,
    serialize: (value) => value.toString(),
    deserialize: (text) => Temporal.PlainDate.from(text),
  },
  "PlainDate",
);
