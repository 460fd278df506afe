import { TRPCError } from "@trpc/server";
import { notFound } from "next/navigation";

/** What was asked for, or the page that says that there is nothing. */
export async function found<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof TRPCError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}
