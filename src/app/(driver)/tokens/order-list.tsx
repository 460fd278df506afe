"use client";

import { useMutation } from "@tanstack/react-query";
import { Mail } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Moment } from "@/components/period";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Section } from "@/components/ui/section";
import { useTRPC } from "@/trpc/client";
import type { RouterOutputs } from "@/trpc/outputs";
import { ActivateCard } from "./activate-card";

type Order = RouterOutputs["driver"]["tokens"]["orders"][number];

/** Cards that are ordered or on their way. */
export function OrderList({ orders, timeZone }: { orders: readonly Order[]; timeZone: string }) {
  const t = useTranslations("cards.orders");
  const open = orders.filter(({ state }) => state === "ordered" || state === "sent");
  if (open.length === 0) return null;
  return (
    <Section title={t("title")}>
      <ul className="border-t">
        {open.map((order) => (
          <li
            key={order.id}
            className="flex flex-col gap-4 border-b py-6 sm:flex-row sm:items-start sm:justify-between sm:gap-8"
          >
            <div className="flex min-w-0 gap-4">
              <Mail
                aria-hidden
                className="mt-0.5 size-5 shrink-0 text-ink-soft"
                strokeWidth={1.75}
              />
              <div className="flex min-w-0 flex-col gap-1">
                <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <span className="text-lg font-semibold break-words">{order.cardName}</span>
                  <Badge tone={order.state === "sent" ? "info" : "wait"}>
                    {t(`state.${order.state}`)}
                  </Badge>
                </p>
                <p className="text-sm text-ink-soft">
                  {t("to", { recipient: order.recipient, city: order.address.city })} ·{" "}
                  <Moment
                    at={order.sentAt ?? order.orderedAt}
                    timeZone={timeZone}
                    show="dayMonth"
                  />
                  {order.visualNumber ? ` · ${t("number", { number: order.visualNumber })}` : null}
                </p>
              </div>
            </div>
            <div className="pl-9 sm:pl-0">
              {order.state === "sent" ? (
                <ActivateCard label={t("activate")} size="sm" />
              ) : (
                <CancelOrder order={order} />
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function CancelOrder({ order }: { order: Order }) {
  const t = useTranslations("cards.orders");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.driver.tokens.cancelOrder.mutationOptions());
  const name = order.cardName;
  const cancel = async () => {
    try {
      await mutateAsync({ orderId: order.id });
      toast.success(t("cancelled", { name }));
    } catch {
      toast.error(action("failed"));
    }
    router.refresh();
  };
  return (
    <ConfirmDialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("cancel")}
        </Button>
      }
      title={t("cancelTitle", { name })}
      description={t("cancelText")}
      confirmLabel={t("cancel")}
      onConfirm={cancel}
    />
  );
}
