// Universal Postal Union, addressing systems by country. A country that is not here is believed.
const FORMS: Readonly<Record<string, RegExp>> = {
  AT: /^\d{4}$/,
  BE: /^\d{4}$/,
  CH: /^\d{4}$/,
  DE: /^\d{5}$/,
  DK: /^\d{4}$/,
  ES: /^\d{5}$/,
  FI: /^\d{5}$/,
  FR: /^\d{5}$/,
  IT: /^\d{5}$/,
  LU: /^\d{4}$/,
  NL: /^\d{4}[A-Z]{2}$/,
  NO: /^\d{4}$/,
  PL: /^\d{5}$/,
  SE: /^\d{5}$/,
};

const UNKNOWN = /^[0-9A-Z]{2,10}$/;

/** Whether a text can be a postal code of a country (ISO 3166-1 alpha-2), however people space it. */
export function isPostalCode(country: string, text: string): boolean {
  const bare = text
    .toUpperCase()
    .replaceAll(/[\s-]/g, "")
    // "SE-118 20": the country before it is no part of the code.
    .replace(new RegExp(`^${country}(?=\\d)`), "");
  return (FORMS[country] ?? UNKNOWN).test(bare);
}
