"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useForm, type UseFormReturn } from "react-hook-form";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import type { RouterOutputs } from "@/trpc/outputs";
import { orderCardInput, type OrderCardInput } from "@/trpc/inputs/token";

/** Where a card goes unless said otherwise. */
export type CardAddress = RouterOutputs["driver"]["tokens"]["address"];

/** A card that another is to take the place of. */
export interface ReplacedCard {
  readonly id: string;
  readonly name: string;
}

interface OrderCardProps {
  readonly to: CardAddress;
  readonly replaces?: ReplacedCard;
  readonly label?: string;
  readonly size?: "sm";
}

/** Orders a card by post, perhaps in place of another. */
export function OrderCard(props: OrderCardProps) {
  const t = useTranslations("cards.order");
  const { replaces, label, size } = props;
  const trigger = (
    <Button variant="secondary" {...(size && { size })}>
      {label ?? t("open")}
    </Button>
  );
  return (
    <Dialog
      trigger={trigger}
      title={replaces ? t("replaceTitle", { name: replaces.name }) : t("title")}
      description={replaces ? `${t("text")} ${t("replaceText")}` : t("text")}
    >
      {(close) => <OrderForm {...props} onDone={close} />}
    </Dialog>
  );
}

const ADDRESS = [
  { name: "recipient", auto: "name" },
  { name: "line1", auto: "address-line1" },
  { name: "line2", auto: "address-line2" },
  { name: "postalCode", auto: "postal-code" },
  { name: "city", auto: "address-level2" },
  { name: "country", auto: "country" },
] as const;

function OrderForm({ to, replaces, onDone }: OrderCardProps & { onDone: () => void }) {
  const t = useTranslations("cards.order");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.driver.tokens.order.mutationOptions());
  const form = useForm<OrderCardInput>({
    resolver: zodResolver(orderCardInput),
    defaultValues: {
      ...to.address,
      recipient: to.recipient,
      cardName: replaces?.name ?? t("cardNameDefault"),
      ...(replaces && { replaces: replaces.id }),
    },
  });
  const submit = form.handleSubmit(async (input) => {
    try {
      await mutateAsync(input);
      toast.success(t("done"));
      router.refresh();
      onDone();
    } catch (error) {
      toast.error(refusalOf(error) === "TOO_MANY_REQUESTS" ? t("limit") : action("failed"));
    }
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <OrderField form={form} name="cardName" auto="off" />
      {ADDRESS.map(({ name, auto }) => (
        <OrderField key={name} form={form} name={name} auto={auto} />
      ))}
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={onDone}>
          {action("cancel")}
        </Button>
        <Button type="submit" isPending={form.formState.isSubmitting}>
          {t("submit")}
        </Button>
      </div>
    </form>
  );
}

function OrderField({
  form,
  name,
  auto,
}: {
  form: UseFormReturn<OrderCardInput>;
  name: Exclude<keyof OrderCardInput, "replaces">;
  auto: string;
}) {
  const t = useTranslations("cards.order");
  const error = form.formState.errors[name];
  const wrong = name === "country" ? "countryWrong" : "missing";
  return (
    <Field name={name} label={t(name)} error={error && t(wrong)}>
      <Input {...form.register(name)} autoComplete={auto} />
    </Field>
  );
}
