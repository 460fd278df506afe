import { useTranslations } from "next-intl";
import type { RouterOutputs } from "@/trpc/outputs";

export type Method = RouterOutputs["driver"]["payment"]["read"]["methods"][number];

/** What a saved way to pay is called: "Visa ending in 4242". */
export function useMethodName(): (method: Pick<Method, "type" | "brand" | "last4">) => string {
  const words = useTranslations("payments.methods");
  return ({ type, brand, last4 }) => {
    const digits = last4 ?? "";
    if (type === "sepa_debit") return words("account", { last4: digits });
    const shown = brand ?? type;
    return words("card", { brand: shown.charAt(0).toUpperCase() + shown.slice(1), last4: digits });
  };
}
