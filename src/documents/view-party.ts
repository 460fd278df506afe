import type { DocumentParty } from "@/core/invoicing/document-parts";
import { formatCountry } from "@/i18n/formats";
import type { Locale } from "@/i18n/locale";
import { translatorFor } from "@/i18n/translator";
import type { ViewParty } from "./printed-document";

/** A party ready to be printed; its country is named where the two parties' differ. */
export function viewParty(
  label: string,
  party: DocumentParty,
  about: { readonly locale: Locale; readonly isAbroad: boolean },
): ViewParty {
  const { locale, isAbroad } = about;
  const say = translatorFor(locale, "documents");
  const others = (party.otherVatNumbers ?? []).map(({ country, vatNumber }) =>
    say("otherVatNumber", { country: formatCountry(country, locale), number: vatNumber }),
  );
  return {
    label,
    lines: [
      party.name,
      ...party.address,
      ...(isAbroad ? [formatCountry(party.country, locale)] : []),
      ...(party.organisationNumber
        ? [`${say("organisationNumber")} ${party.organisationNumber}`]
        : []),
      ...(party.vatNumber ? [`${say("vatNumber")} ${party.vatNumber}`] : []),
      ...others,
      party.email,
    ].filter((line) => line !== ""),
  };
}
