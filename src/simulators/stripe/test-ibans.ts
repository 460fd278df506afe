/** How one of Stripe's published test IBANs behaves; times in simulated seconds. */
export interface TestIban {
  outcome: "succeeds" | "fails";
  afterS: number;
  /** A direct debit that succeeded can be returned weeks later; it comes as a dispute. */
  returned: boolean;
}

const DAY_S = 86_400;

const BEHAVIOUR: Record<string, TestIban> = {
  "3201": { outcome: "succeeds", afterS: 5 * DAY_S, returned: false },
  "3204": { outcome: "succeeds", afterS: 180, returned: false },
  "3202": { outcome: "fails", afterS: 5 * DAY_S, returned: false },
  "3205": { outcome: "fails", afterS: 180, returned: false },
  "3203": { outcome: "succeeds", afterS: 5 * DAY_S, returned: true },
};

const ITALIAN_FAILURE = "IT60X0542811101000000123456";

/** The behaviour of an IBAN; every other well-formed one succeeds after five days. */
export function ibanBehaviour(iban: string): TestIban {
  if (iban === ITALIAN_FAILURE) return { outcome: "fails", afterS: 5 * DAY_S, returned: false };
  const known = Object.entries(BEHAVIOUR).find(([ending]) => iban.endsWith(ending));
  return known?.[1] ?? { outcome: "succeeds", afterS: 5 * DAY_S, returned: false };
}

/** Country code, check digits and 11 to 30 letters and digits, remainder 1 by 97 (ISO 13616). */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  const moved = iban.slice(4) + iban.slice(0, 4);
  const digits = moved.replaceAll(/[A-Z]/g, (letter) => Number.parseInt(letter, 36).toString());
  return BigInt(digits) % 97n === 1n;
}
