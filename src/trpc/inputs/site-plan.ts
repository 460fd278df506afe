import { z } from "zod";
import { idInput } from "./page";

/** Whether a site is steered, or only watched. */
export const steerSiteInput = idInput.extend({ isSteered: z.boolean() });
