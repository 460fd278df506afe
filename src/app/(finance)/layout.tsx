import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { Room } from "@/app/room";
import { StaffShell } from "@/components/shell/staff-shell";
import { Account } from "@/app/account";
import { NoAccess, isOpen, requirePerson } from "@/app/require-area";
import { financeNav } from "./finance-nav";

export default async function FinanceLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson();
  const may = isOpen(person, "finance");
  return (
    <Room of="(finance)">
      <StaffShell
        area="finance"
        nav={may ? await financeNav() : []}
        account={<Account person={person} area="finance" />}
      >
        {may ? <NuqsAdapter>{children}</NuqsAdapter> : <NoAccess person={person} />}
      </StaffShell>
    </Room>
  );
}
