import { currentPerson } from "@/auth/current-person";
import { asId, isId } from "@/core/ids";
import { readMarketImport } from "@/services/energy-market/read-market-import";
import { ServiceError } from "@/services/service-error";
import { contextOf } from "@/trpc/person-context";

/** An import's file as it came, for operations: the service decides who may. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const person = await currentPerson();
  if (!person) return new Response(null, { status: 303, headers: { location: "/sign-in" } });
  const { id } = await params;
  if (!isId(id)) return new Response("There is no such import.", { status: 404 });
  try {
    const { fileName, content } = await readMarketImport(contextOf(person), asId<"other">(id));
    return new Response(Uint8Array.from(content), {
      headers: {
        "content-type": "application/octet-stream",
        "content-disposition": `attachment; filename="${fileName.replaceAll(/[^\w.-]/g, "_")}"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return new Response(error.message, { status: error.code === "FORBIDDEN" ? 403 : 404 });
  }
}
