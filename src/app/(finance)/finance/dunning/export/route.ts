import { getTranslations } from "next-intl/server";
import { csvText, type CsvCell } from "@/documents/csv";
import { currentPerson } from "@/auth/current-person";
import { money, toDecimalText } from "@/core/money/money";
import { listClaims, type Claim } from "@/services/dunning/hand-over";
import { ServiceError } from "@/services/service-error";
import { contextOf } from "@/trpc/person-context";

const COLUMNS = [
  "driver",
  "name",
  "email",
  "address",
  "postalCode",
  "city",
  "country",
  "invoice",
  "issued",
  "due",
  "currency",
  "capital",
  "fees",
  "interest",
] as const;

/** The claims for a collection agency as a file, for finance: the service decides who may. */
export async function GET(): Promise<Response> {
  const person = await currentPerson();
  if (!person) return new Response(null, { status: 303, headers: { location: "/sign-in" } });
  const t = await getTranslations("dunning.csv");
  try {
    const claims = await listClaims(contextOf(person));
    const head = COLUMNS.map((column) => ({ own: t(column) }));
    return new Response(csvText([head, ...claims.map(rowOf)]), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="claims.csv"',
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return new Response(error.message, { status: error.code === "FORBIDDEN" ? 403 : 400 });
  }
}

function rowOf(claim: Claim): CsvCell[] {
  const amount = (minor: bigint) => ({ own: toDecimalText(money(minor, claim.currency)) });
  return [
    claim.driverNumber,
    claim.name,
    claim.email,
    claim.address,
    claim.postalCode,
    claim.city,
    claim.country,
    claim.invoiceNumber,
    { own: claim.issuedOn.toString() },
    { own: claim.dueOn.toString() },
    claim.currency,
    amount(claim.capitalMinor),
    amount(claim.additionsMinor),
    amount(claim.interestMinor),
  ];
}
