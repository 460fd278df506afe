import { expect, it } from "vitest";
import type { PurposeCondition } from "@/core/accounts/purpose-of-charge";
import { ruleInput } from "./account";
import { conditionOfForm, formOfCondition } from "./rule-form";

const id = (last: number) => `00000000-0000-4000-8000-00000000000${last}`;
const rest = { id: "", name: "Rule", purpose: "business", costCentreId: "" } as const;

it.each<PurposeCondition>([
  {},
  { weekdays: [6, 7], from: "22:00", to: "06:00" },
  {
    places: ["SE*NSL*LOC1", "SE*NSL*LOC2"],
    vehicleIds: [id(1), id(2), id(3)],
    tokenIds: [id(4), id(5)],
    memberIds: [id(6), id(7)],
  },
])("a rule that is opened and saved again names all that it named: %j", (condition) => {
  const form = ruleInput.parse({ ...rest, ...formOfCondition(condition) });
  expect(conditionOfForm(form)).toEqual(condition);
});
