// ISO 4217 list one, active currencies and funds that have a minor unit (amendments to mid-2026).
// Codes without a minor unit (metals, XDR, XTS, XXX …) are no money that can be owed here.
const CODES_BY_EXPONENT: Record<number, string> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  2:
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD " +
    "CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP " +
    "GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK " +
    "LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO " +
    "NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS " +
    "SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST " +
    "XAD XCD XCG YER ZAR ZMW ZWG",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
};

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  Object.entries(CODES_BY_EXPONENT).flatMap(([exponent, codes]) =>
    codes.split(" ").map((code) => [code, Number(exponent)] as const),
  ),
);

/** Whether `code` is an active ISO 4217 code with a minor unit. Upper case only. */
export function isCurrency(code: string): boolean {
  return EXPONENTS.has(code);
}

/** Decimal places of the currency's minor unit (SEK 2, JPY 0, KWD 3), or `undefined` if unknown. */
export function exponentOf(code: string): number | undefined {
  return EXPONENTS.get(code);
}

/** Every active code, in alphabetical order. */
export function currencyCodes(): string[] {
  return [...EXPONENTS.keys()].toSorted();
}
