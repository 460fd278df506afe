import { getTranslations } from "next-intl/server";
import { csvText } from "@/documents/csv";
import { currentPerson } from "@/auth/current-person";
import { toDecimalText } from "@/core/money/money";
import { readTrialBalance } from "@/services/accounting/trial-balance";
import { ServiceError } from "@/services/service-error";
import { trialInput } from "@/trpc/inputs/accounting";
import { contextOf } from "@/trpc/person-context";

/** The trial balance as a file, for finance: the service decides who may. */
export async function GET(request: Request): Promise<Response> {
  const person = await currentPerson();
  if (!person) return new Response(null, { status: 303, headers: { location: "/sign-in" } });
  const { from, to } = trialInput.parse(Object.fromEntries(new URL(request.url).searchParams));
  if (from === undefined || to === undefined) {
    return new Response("Say from and to as days.", { status: 400 });
  }
  const t = await getTranslations("accounting.trial");
  try {
    const { rows } = await readTrialBalance(contextOf(person), { from, to });
    const own = (text: string) => ({ own: text });
    const head = ["account", "currency", "opening", "debit", "credit", "closing"] as const;
    const lines = rows.map(({ account, opening, debit, credit, closing }) => [
      account,
      own(closing.currency),
      ...[opening, debit, credit, closing].map((amount) => own(toDecimalText(amount))),
    ]);
    return new Response(csvText([head.map((column) => own(t(column))), ...lines]), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="trial-balance-${from}-${to}.csv"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return new Response(error.message, { status: error.code === "FORBIDDEN" ? 403 : 400 });
  }
}
