import { z } from "zod";
import { languages } from "@/core/language";

export const localeInput = z.object({ locale: z.enum(languages) });
