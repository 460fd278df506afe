import { getLocale } from "next-intl/server";
import { currentPerson } from "@/auth/current-person";
import { chargeStatementView } from "@/documents/charge-statement-view";
import { renderPdf } from "@/documents/pdf/render-pdf";
import { readOwnStatement } from "@/services/receipts/own-statements";
import { ServiceError } from "@/services/service-error";
import { contextOf } from "@/trpc/person-context";

/** A charge's statement as a PDF in the reader's language: the service decides whose. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  const person = await currentPerson();
  if (!person) return new Response(null, { status: 303, headers: { location: "/sign-in" } });
  try {
    const [own, locale] = await Promise.all([readOwnStatement(contextOf(person), id), getLocale()]);
    const body = await renderPdf(chargeStatementView({ ...own, locale }));
    const { startedAt, timeZone, chargeId } = own.statement;
    const day = startedAt.toZonedDateTimeISO(timeZone).toPlainDate().toString();
    return new Response(Uint8Array.from(body), {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `attachment; filename="kvitt-${day}-${chargeId.slice(-8)}.pdf"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return new Response(error.message, { status: error.code === "NOT_FOUND" ? 404 : 403 });
  }
}
