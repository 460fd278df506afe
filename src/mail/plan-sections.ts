import { decodePlan } from "@/core/plans/plan";
import { formatCountry, formatDay } from "@/i18n/formats";
import type { Locale } from "@/i18n/locale";
import { translatorFor, type Say } from "@/i18n/translator";
import { planLines } from "./plan-lines";

/** A part of a mail with a heading; an empty line in the text begins a paragraph. */
export interface MailSection {
  readonly title: string;
  readonly text: string;
}

interface Confirmation {
  readonly locale: Locale;
  readonly payload: Readonly<Record<string, string>>;
}

/**
 * What a confirmed plan is made of, to be kept: the plan and its price, who sells, the right of withdrawal with the model
 * form (Directive 2011/83/EU, annex I A and B, in the words of its Swedish, English and German editions), and the terms
 * word for word: a link to them alone would not last (CJEU C-49/11).
 */
export function planSections({ locale, payload }: Confirmation): MailSection[] {
  const say = translatorFor(locale, "mail");
  const section = (name: string, paragraphs: readonly string[]): MailSection => ({
    title: say(`confirm.${name}Title`),
    text: paragraphs.filter((text) => text !== "").join("\n\n"),
  });
  const day = (name: string) => (payload[name] ? formatDay(payload[name], locale, "inWords") : "");
  const seller = sellerText(payload, locale, say);
  const isAtOnce = payload["isAtOnce"] === "yes";
  const plan = payload["plan"] ?? "";
  const orderedOn = day("orderedOn");
  const { termsBody = "", termsVersion: version = "" } = payload;
  const agreed = { version, date: day("termsAgreedOn") };
  return [
    section("plan", [
      say("confirm.plan", { plan, orderedOn, from: day("dueOn") }),
      pricesOf(payload, locale),
      say(`confirm.kind_${payload["planKind"] ?? "postpaid"}`),
      say("confirm.term"),
      isAtOnce ? say("confirm.atOnce") : "",
      termsBody === "" ? "" : say("confirm.agreed", agreed),
    ]),
    section("seller", [seller]),
    section("withdraw", [
      say("confirm.withdrawRight", { orderedOn }),
      say("confirm.withdrawHow", { seller: seller.replaceAll("\n", ", ") }),
      say("confirm.withdrawTime"),
      say("confirm.withdrawEffect"),
      isAtOnce ? say("confirm.withdrawShare") : "",
    ]),
    section("form", [say("confirm.form", { seller: seller.replaceAll("\n", ", "), plan })]),
    ...(termsBody === ""
      ? []
      : [{ title: payload["termsTitle"] ?? "", text: termsBody.replaceAll(/^## /gm, "") }]),
  ];
}

function pricesOf({ planTerms }: Confirmation["payload"], locale: Locale): string {
  if (!planTerms) return "";
  return planLines(decodePlan(JSON.parse(planTerms)), locale).join("\n");
}

function sellerText(payload: Confirmation["payload"], locale: Locale, say: Say): string {
  const { seller, sellerStreet, sellerCountry, sellerNumber: number, sellerVat: vat } = payload;
  return [
    seller,
    sellerStreet && `${sellerStreet}, ${formatCountry(sellerCountry ?? "", locale)}`,
    payload["sellerEmail"],
    payload["sellerPhone"],
    number && say("confirm.number", { number }),
    vat && say("confirm.vat", { number: vat }),
  ]
    .filter((line) => line !== undefined && line !== "")
    .join("\n");
}
