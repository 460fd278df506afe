import type { ReactNode } from "react";
import { StaffShell } from "@/components/shell/staff-shell";
import { Account } from "@/app/account";
import { NoAccess, isOpen, requirePerson } from "@/app/require-area";
import { financeNav } from "./finance-nav";

export default async function FinanceLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson();
  const may = isOpen(person, "finance");
  return (
    <StaffShell
      area="finance"
      nav={may ? await financeNav() : []}
      account={<Account person={person} area="finance" />}
    >
      {may ? children : <NoAccess person={person} />}
    </StaffShell>
  );
}
