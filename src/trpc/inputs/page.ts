import { z } from "zod";

/** A page of a list, counted from 1. */
export const pageInput = z.object({ page: z.int().min(1).max(10_000).default(1) });

/** One thing by its id, as it stands in an address. Whether it exists is the service's to say. */
export const idInput = z.object({ id: z.string().max(64) });
