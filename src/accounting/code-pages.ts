const CP437 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

/** 0x80 to 0x9F of Windows-1252; "" where nothing is defined. From 0xA0 on it is Latin-1. */
const CP1252 =
  "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ" +
  Array.from({ length: 96 }, (_, index) => String.fromCodePoint(0xa0 + index)).join("");

/** A text in the bytes of a code page of 256 characters. */
export interface Encoded {
  readonly bytes: Uint8Array;
  /** How many characters the code page does not have: they stand as "?". */
  readonly replaced: number;
}

/** PC8, which SIE prescribes (#FORMAT PC8): IBM code page 437. */
export function encodeCp437(text: string): Encoded {
  return encode(text, CP437);
}

/** Windows-1252 ("ANSI"), which DATEV reads. */
export function encodeCp1252(text: string): Encoded {
  return encode(text, CP1252);
}

// A letter with a mark that the page lacks loses the mark ("ş" → "s"); what is left stands as "?", to be seen.
function encode(text: string, upper: string): Encoded {
  const bytes: number[] = [];
  let replaced = 0;
  for (const character of text) {
    const codes = codesOf(character, upper);
    bytes.push(...(codes ?? [0x3f]));
    if (codes === null) replaced += 1;
  }
  return { bytes: Uint8Array.from(bytes), replaced };
}

function codesOf(character: string, upper: string): number[] | null {
  const own = codeOf(character, upper);
  if (own !== null) return [own];
  const plain = Array.from(character.normalize("NFKD").replaceAll(/\p{M}/gu, ""));
  const codes = plain.map((one) => codeOf(one, upper));
  return plain.length > 0 && codes.every((code) => code !== null) ? codes : null;
}

function codeOf(character: string, upper: string): number | null {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return point;
  const index = upper.indexOf(character);
  return index < 0 ? null : 0x80 + index;
}
