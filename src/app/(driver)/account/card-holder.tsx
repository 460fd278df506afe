"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/trpc/client";
import { useSaving } from "./use-saving";

/** A card and who holds it; choosing somebody hands it over. */
export function CardHolder({
  card,
  memberId,
  people,
}: {
  card: { readonly id: string; readonly name: string };
  memberId: string;
  people: readonly { readonly id: string; readonly name: string }[];
}) {
  const t = useTranslations("account.cards");
  const { mutateAsync, isPending } = useMutation(
    useTRPC().driver.account.setHolder.mutationOptions(),
  );
  const save = useSaving();
  const choose = async (next: string) => {
    if (next === memberId || isPending) return;
    const name = people.find(({ id }) => id === next)?.name;
    const done = name ? t("saved", { card: card.name, name }) : t("savedOwn", { card: card.name });
    await save(() => mutateAsync({ tokenId: card.id, memberId: next }), done);
  };
  return (
    <li className="grid items-center gap-x-8 gap-y-2 border-b py-4 sm:grid-cols-[minmax(0,1fr)_18rem]">
      <p className="font-medium break-words">{card.name}</p>
      <Select<string>
        label={t("holder", { name: card.name })}
        isLabelHidden
        items={[
          { value: "", label: t("nobody") },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={memberId}
        onChange={(next) => void choose(next)}
      />
    </li>
  );
}
