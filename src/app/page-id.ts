import { notFound } from "next/navigation";
import { isId } from "@/core/ids";
import type { WithId } from "./page-props";

/** The id of an address such as /invoices/[id]; what has no id's shape leads to the page for nothing. */
export async function pageId(params: WithId["params"]): Promise<string> {
  const { id } = await params;
  if (!isId(id)) notFound();
  return id;
}
