import { getTranslations } from "next-intl/server";
import { csvText, type CsvCell } from "@/documents/csv";
import { currentPerson } from "@/auth/current-person";
import { money, toDecimalText } from "@/core/money/money";
import { exportMarginLost, type LoweredCharge } from "@/services/price-locks/list-margin-lost";
import { ServiceError } from "@/services/service-error";
import { marginLostFilterInput } from "@/trpc/inputs/margin-lost-filter";
import { contextOf } from "@/trpc/person-context";

const COLUMNS = [
  "cdr",
  "operator",
  "party",
  "ended",
  "currency",
  "charged",
  "bill",
  "lostGross",
  "lostNet",
  "reason",
] as const;

/** What promises cost, charge by charge, as a file, for finance: the service decides who may. */
export async function GET(request: Request): Promise<Response> {
  const person = await currentPerson();
  if (!person) return new Response(null, { status: 303, headers: { location: "/sign-in" } });
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const t = await getTranslations("promise.csv");
  try {
    const { partner, from, to } = marginLostFilterInput.parse(search);
    const charges = await exportMarginLost(contextOf(person), { partnerId: partner, from, to });
    const head = COLUMNS.map((column) => ({ own: t(column) }));
    return new Response(csvText([head, ...charges.map(rowOf)]), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="promises.csv"',
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return new Response(error.message, { status: error.code === "FORBIDDEN" ? 403 : 400 });
  }
}

function rowOf(charge: LoweredCharge): CsvCell[] {
  const { currency, billGrossMinor } = charge;
  const amount = (minor: bigint) => ({ own: toDecimalText(money(minor, currency)) });
  return [
    charge.cdrOcpiId,
    charge.operator,
    charge.party,
    { own: charge.servicedAt.round("second").toString() },
    currency,
    amount(charge.chargedGrossMinor),
    billGrossMinor === null ? "" : amount(billGrossMinor),
    amount(charge.lostGrossMinor),
    amount(charge.lostNetMinor),
    charge.reason,
  ];
}
