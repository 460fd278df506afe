"use client";

import { useTranslations } from "next-intl";

interface Method {
  readonly type?: string;
  readonly brand: string | null;
  readonly last4: string | null;
}

/** A saved way to pay in words: "Visa ending in 4242". */
export function useMethodWords(): (method: Method) => string {
  const t = useTranslations("wallet.topup");
  return ({ type, brand, last4 }) => {
    const digits = last4 ?? "";
    if (type === "sepa_debit" || brand === null) return t("methodAccount", { last4: digits });
    const shown = brand.charAt(0).toUpperCase() + brand.slice(1);
    return t("methodCard", { brand: shown, last4: digits });
  };
}
