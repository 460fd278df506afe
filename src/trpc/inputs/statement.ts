import { z } from "zod";
import { languages } from "@/core/language";

/** One charge's statement, in a language. */
export const statementInput = z.object({ id: z.string().max(64), locale: z.enum(languages) });
