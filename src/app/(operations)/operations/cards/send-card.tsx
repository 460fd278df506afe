"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { FormButtons } from "@/components/ui/form-buttons";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import { addressLine, type Order } from "./order-view";

interface SendCardProps {
  readonly order: Order;
  readonly free: readonly string[];
}

/** Answers an order with a card of the stock. */
export function SendCard(props: SendCardProps) {
  const t = useTranslations("cards.operations");
  const { order } = props;
  return (
    <Dialog
      trigger={<Button size="sm">{t("send")}</Button>}
      title={t("sendTitle")}
      description={t("sendText", { recipient: order.recipient, address: addressLine(order) })}
    >
      {(close) => <SendForm {...props} onDone={close} />}
    </Dialog>
  );
}

function SendForm({ order, free, onDone }: SendCardProps & { onDone: () => void }) {
  const t = useTranslations("cards.operations");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const list = useId();
  const { mutateAsync, isPending } = useMutation(trpc.operations.cards.send.mutationOptions());
  const [visualNumber, setVisualNumber] = useState(free[0] ?? "");
  const [problem, setProblem] = useState<"unknown" | "taken">();
  const send = async () => {
    try {
      await mutateAsync({ orderId: order.id, visualNumber });
      toast.success(t("sentDone", { name: order.cardName }));
      router.refresh();
      onDone();
    } catch (error) {
      const code = refusalOf(error);
      if (code === "BAD_REQUEST") setProblem("unknown");
      else if (code === "CONFLICT") setProblem("taken");
      else toast.error(action("failed"));
    }
  };
  return (
    <Form onSubmit={send}>
      <Field name="visualNumber" label={t("visualNumber")} error={problem && t(problem)}>
        <Input
          isFigure
          list={list}
          value={visualNumber}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setVisualNumber(event.target.value);
            setProblem(undefined);
          }}
        />
      </Field>
      <datalist id={list}>
        {free.map((number) => (
          <option key={number} value={number}>
            {number}
          </option>
        ))}
      </datalist>
      <FormButtons send={t("send")} isPending={isPending} onCancel={onDone} />
    </Form>
  );
}
