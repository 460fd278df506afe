import { currentPerson } from "@/auth/current-person";
import { safeFile } from "@/metering/safe-file";
import { readMeterData } from "@/services/meter-checks/read-meter-data";
import { ServiceError } from "@/services/service-error";
import { contextOf } from "@/trpc/person-context";

/** A charge's signed meter data as a file of the S.A.F.E. transparency software, for whoever may read the charge. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  const person = await currentPerson();
  if (!person) return new Response(null, { status: 303, headers: { location: "/sign-in" } });
  try {
    const found = await readMeterData(contextOf(person), id);
    if (!found?.signedData) return new Response("Nothing was signed.", { status: 404 });
    return new Response(safeFile(found.signedData, found.cdrId), {
      headers: {
        "content-type": "application/xml; charset=utf-8",
        "content-disposition": `attachment; filename="meter-data-${found.cdrId}.xml"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return new Response(error.message, { status: error.code === "NOT_FOUND" ? 404 : 403 });
  }
}
