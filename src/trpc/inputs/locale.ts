import { z } from "zod";

export const localeInput = z.object({ locale: z.enum(["sv", "en"]) });
