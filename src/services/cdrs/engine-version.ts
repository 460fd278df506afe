/** Which engine priced: raised when a change could give another price for the same CDR. */
export const ENGINE_VERSION = "kvitt-rating/3";
