import { z } from "zod";

import type { VatNumberAnswer, VatNumberLookup } from "@/core/invoicing/vat-number-lookup";

const ADDRESS = "https://ec.europa.eu/taxation_customs/vies/rest-api/check-vat-number";
const TIMEOUT_MS = 15_000;

// What the Commission's VIES answers; names are told by some member states only.
const answerShape = z.looseObject({
  valid: z.boolean().optional(),
  userError: z.string().optional(),
  requestIdentifier: z.string().optional(),
  requestDate: z.string().optional(),
  name: z.string().optional(),
  address: z.string().optional(),
});

const UNKNOWN: VatNumberAnswer = { isValid: "unknown", consultation: null, answer: {} };

/** How VIES is reached; tests give their own. */
export interface ViesAccess {
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
}

/**
 * Looks VAT numbers up in VIES, the register of the European Union. An error of the network or of a member state's own
 * register is "unknown", never "no": a number is not invalid because nobody answered.
 */
export function viesLookup({ fetch }: ViesAccess): VatNumberLookup {
  return async (vatNumber, asker) => {
    const asked = {
      ...partsOf("", vatNumber),
      ...(asker === null ? {} : partsOf("requester", asker)),
    };
    try {
      const response = await fetch(ADDRESS, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify(asked),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) return { ...UNKNOWN, answer: { status: String(response.status) } };
      return readAnswer(await response.json());
    } catch (error) {
      const reason = error instanceof Error ? error.name : "unknown";
      return { ...UNKNOWN, answer: { error: reason } };
    }
  };
}

function partsOf(who: "" | "requester", number: string): Record<string, string> {
  const [country, rest] = [number.slice(0, 2), number.slice(2)];
  return who === ""
    ? { countryCode: country, vatNumber: rest }
    : { requesterMemberStateCode: country, requesterNumber: rest };
}

function readAnswer(body: unknown): VatNumberAnswer {
  const read = answerShape.safeParse(body);
  if (!read.success || read.data.valid === undefined) return UNKNOWN;
  const { valid, userError, requestIdentifier, requestDate, name, address } = read.data;
  // MS_UNAVAILABLE, TIMEOUT and their kin come with valid = false.
  const isAnswered = valid || userError === undefined || userError === "INVALID";
  const told = Object.entries({ userError, requestDate, name, address }).flatMap(([key, value]) =>
    value === undefined || value === "" || value === "---" ? [] : [[key, value] as const],
  );
  return {
    isValid: isAnswered ? (valid ? "yes" : "no") : "unknown",
    consultation: requestIdentifier ? requestIdentifier : null,
    answer: Object.fromEntries(told),
  };
}
