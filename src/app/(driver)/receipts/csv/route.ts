import { getLocale } from "next-intl/server";
import { currentPerson } from "@/auth/current-person";
import { receiptsCsvHead, receiptsCsvRows, type CsvForm } from "@/documents/receipts-csv";
import { streamOwnStatements } from "@/services/receipts/own-statements";
import { csvDecimalsInput, periodOf, receiptPeriodInput } from "@/trpc/inputs/receipts";
import { contextOf } from "@/trpc/person-context";

/** A period's charges as a file, written as they are read: the service decides whose. */
export async function GET(request: Request): Promise<Response> {
  const person = await currentPerson();
  if (!person) return new Response(null, { status: 303, headers: { location: "/sign-in" } });
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const asked = receiptPeriodInput.safeParse(search);
  const locale = await getLocale();
  const usual = locale === "en" ? "point" : "comma";
  const decimals = csvDecimalsInput.safeParse(search["decimals"]).data ?? usual;
  if (!asked.success) return new Response("That is no period.", { status: 400 });
  const period = periodOf(asked.data);
  const pages = streamOwnStatements(contextOf(person), period);
  return new Response(textOf(pages, { locale, decimals }), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="kvitt-${period.firstDay}-${period.lastDay}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}

function textOf(
  pages: ReturnType<typeof streamOwnStatements>,
  form: CsvForm,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let hasBegun = false;
  return new ReadableStream({
    async pull(controller) {
      if (!hasBegun) controller.enqueue(encoder.encode(receiptsCsvHead(form)));
      hasBegun = true;
      const page = await pages.next();
      if (page.done) return controller.close();
      controller.enqueue(encoder.encode(receiptsCsvRows(page.value, form)));
    },
    async cancel() {
      await pages.return(undefined);
    },
  });
}
