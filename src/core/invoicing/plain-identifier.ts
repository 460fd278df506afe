/** A VAT, company or account number as machines write it: upper case, no spaces, dots or hyphens. */
export function plainIdentifier(text: string): string {
  return text.replaceAll(/[\s.-]/g, "").toUpperCase();
}
