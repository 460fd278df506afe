import { currentPerson } from "@/auth/current-person";
import { asId, isId } from "@/core/ids";
import { exportSeries } from "@/services/documents/export-series";
import { ServiceError } from "@/services/service-error";
import { documentKinds } from "@/trpc/inputs/document-filter";
import { contextOf } from "@/trpc/person-context";

/** A series of numbers as CSV, for finance: `?entity=&kind=&of=&year=`. */
export async function GET(request: Request): Promise<Response> {
  const person = await currentPerson();
  if (!person) return new Response(null, { status: 303, headers: { location: "/sign-in" } });
  const asked = new URL(request.url).searchParams;
  const entity = asked.get("entity") ?? "";
  const kind = documentKinds.find((known) => known === asked.get("kind"));
  const year = Number(asked.get("year"));
  const seriesOf = (asked.get("of") ?? "").slice(0, 20);
  if (!isId(entity) || !kind || !Number.isInteger(year)) return new Response(null, { status: 404 });
  try {
    const legalEntityId = asId<"legalEntity">(entity);
    const csv = await exportSeries(contextOf(person), { legalEntityId, kind, seriesOf, year });
    const name = [kind, seriesOf.replaceAll(/[^\w-]/g, "_"), year].filter((part) => part !== "");
    return new Response(csv, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name.join("-")}.csv"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return new Response(null, { status: 404 });
  }
}
