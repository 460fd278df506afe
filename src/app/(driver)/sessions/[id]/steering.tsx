"use client";

import dynamic from "next/dynamic";

// Only a charge that runs has them: the programs are not fetched for one that is over.

/** What a running charge costs, and will; see ./live-cost. */
export const LiveCost = dynamic(() => import("./live-cost").then((one) => one.LiveCost));

/** What its driver wants of it; see ./charging-goal. */
export const ChargingGoal = dynamic(() =>
  import("./charging-goal").then((one) => one.ChargingGoal),
);
