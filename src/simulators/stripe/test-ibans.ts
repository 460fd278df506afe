/** How a direct debit goes; times in simulated seconds. */
interface DebitBehaviour {
  outcome: "succeeds" | "fails";
  afterS: number;
  /** A debit that succeeded can be returned weeks later; it comes as a lost dispute. */
  returnedAfterS: number | null;
}

/** One of Stripe's published test IBANs. */
interface TestIban extends DebitBehaviour {
  iban: string;
  /** For people who choose one on the hosted page. */
  note: string;
}

const DAY_S = 86_400;
const USUAL_S = 5 * DAY_S;

export const TEST_IBANS: readonly TestIban[] = [
  {
    iban: "AT611904300234573201",
    note: "Pays after five days.",
    outcome: "succeeds",
    afterS: USUAL_S,
    returnedAfterS: null,
  },
  {
    iban: "AT321904300235473204",
    note: "Pays after three minutes.",
    outcome: "succeeds",
    afterS: 180,
    returnedAfterS: null,
  },
  {
    iban: "AT861904300235473202",
    note: "Fails after five days.",
    outcome: "fails",
    afterS: USUAL_S,
    returnedAfterS: null,
  },
  {
    iban: "AT051904300235473205",
    note: "Fails after three minutes.",
    outcome: "fails",
    afterS: 180,
    returnedAfterS: null,
  },
  {
    iban: "AT591904300235473203",
    note: "Pays after five days, and is returned twenty days later.",
    outcome: "succeeds",
    afterS: USUAL_S,
    returnedAfterS: 20 * DAY_S,
  },
  {
    iban: "IT60X0542811101000000123456",
    note: "Fails after five days.",
    outcome: "fails",
    afterS: USUAL_S,
    returnedAfterS: null,
  },
];

const PAYS: DebitBehaviour = { outcome: "succeeds", afterS: USUAL_S, returnedAfterS: null };

/**
 * The behaviour of an IBAN. Stripe has those of Austria for other countries too, with the same four
 * last digits. Every other well-formed IBAN pays after five days.
 */
export function ibanBehaviour(iban: string): DebitBehaviour {
  const exact = TEST_IBANS.find((known) => known.iban === iban);
  const alike = TEST_IBANS.find(
    (known) => known.iban.startsWith("AT") && iban.endsWith(known.iban.slice(-4)),
  );
  return exact ?? alike ?? PAYS;
}

/** Country code, check digits and 11 to 30 letters and digits, remainder 1 by 97 (ISO 13616). */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  const moved = iban.slice(4) + iban.slice(0, 4);
  const digits = moved.replaceAll(/[A-Z]/g, (letter) => Number.parseInt(letter, 36).toString());
  return BigInt(digits) % 97n === 1n;
}
