/** The channel on which raters wait; notified once per transaction that made CDRs due. */
export const CDRS_CHANNEL = "kvitt_cdrs";
