import { currentPerson } from "@/auth/current-person";
import { asId, isId } from "@/core/ids";
import { readPackFile, type PackFile } from "@/services/receipts/read-pack-file";
import { ServiceError } from "@/services/service-error";
import { linkedPack } from "@/trpc/pack-link";
import { contextOf } from "@/trpc/person-context";

/** An archive of receipts: by its id for whoever may read the account's, by its signed link for whoever was sent it. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  const { token } = await params;
  if (!isId(token)) return answer(() => linkedPack(token));
  const person = await currentPerson();
  if (!person) return new Response(null, { status: 303, headers: { location: "/sign-in" } });
  return answer(() => readPackFile(contextOf(person), asId<"other">(token)));
}

async function answer(read: () => Promise<PackFile>): Promise<Response> {
  try {
    const { fileName, content } = await read();
    return new Response(Uint8Array.from(content), {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "private, no-store",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-robots-tag": "noindex",
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return new Response(error.message, { status: error.code === "NOT_FOUND" ? 404 : 403 });
  }
}
