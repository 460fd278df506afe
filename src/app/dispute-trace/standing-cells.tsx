import type { ComponentProps } from "react";
import { Td } from "@/components/ui/table";
import { ClockWords, type Clock } from "./clock-words";
import { DisputeStateBadge } from "./dispute-state";

/** Where a dispute in a list stands: its state, and the clock, which is below it where there is no room. */
export function StandingCells({
  dispute,
  audience,
  timeZone,
}: {
  dispute: Clock & Pick<ComponentProps<typeof DisputeStateBadge>, "state">;
  audience: ComponentProps<typeof DisputeStateBadge>["audience"];
  timeZone: string;
}) {
  const clock = <ClockWords clock={dispute} timeZone={timeZone} />;
  return (
    <>
      <Td>
        <span className="flex flex-col items-start gap-1">
          <DisputeStateBadge audience={audience} state={dispute.state} />
          <span className="sm:hidden">{clock}</span>
        </span>
      </Td>
      <Td className="hidden sm:table-cell">{clock}</Td>
    </>
  );
}
