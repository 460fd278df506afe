import { useTranslations } from "next-intl";

const DRIVERS = ["unbilled_receivable", "receivable", "wallet", "refund_payable"] as const;

/** Accounts of the house that have one code each. */
const HOUSE = {
  bank: "bank",
  "bank:fees": "bankFees",
  bad_debt: "badDebt",
  goodwill: "goodwill",
  unallocated: "unallocated",
  payment_in_transit: "inTransit",
  "disputes:receivable": "disputes",
  "deferred:subscription": "deferred",
} as const;

function isHouse(code: string): code is keyof typeof HOUSE {
  return Object.hasOwn(HOUSE, code);
}

/** Says an account's code ("vat:SE:25") in words. */
export function useAccountName(): (code: string) => string {
  const t = useTranslations("finance.account");
  return (code) => {
    const [kind = "", second = "", third = ""] = code.split(":");
    const driver = DRIVERS.find((which) => which === third);
    if (kind === "driver" && driver) return t(driver);
    if (code === "cost:roaming") return t("roaming");
    if (kind === "cpo") return t("payable", { party: second });
    if (kind === "revenue") return t("revenue");
    if (kind === "vat") return t("vat", { country: second, rate: third });
    if (code === "stripe:clearing") return t("clearing");
    if (code === "stripe:fees") return t("fees");
    if (code === "rounding") return t("rounding");
    if (kind === "input_vat") return t("inputVat", { country: second });
    if (isHouse(code)) return t(HOUSE[code]);
    return t("other", { code });
  };
}
