import { useTranslations } from "next-intl";
import { RawBody } from "@/components/raw-body";
import { Empty } from "@/components/ui/empty";
import { Facts } from "@/components/ui/facts";
import type { RouterOutputs } from "@/trpc/outputs";

type Message = NonNullable<RouterOutputs["finance"]["cdrs"]["deliveries"]["first"]>;

/** The message with which a CDR came, as its bytes came. */
export function FirstMessage({ message }: { message: Message | null }) {
  const t = useTranslations("finance.cdr");
  const words = useTranslations("operations.message");
  if (message?.body === null || message?.body === undefined) {
    return <Empty title={t("bodyGone")} />;
  }
  const code = (text: string | null) =>
    text && <span className="font-mono text-sm break-all">{text}</span>;
  return (
    <div className="flex flex-col gap-6">
      <RawBody body={message.body} label={words("body")} />
      <Facts
        facts={[
          { label: words("sha256"), value: code(message.bodySha256) },
          { label: words("requestId"), value: code(message.requestId) },
          { label: words("correlationId"), value: code(message.correlationId) },
          { label: words("url"), value: code(`${message.method} ${message.url}`) },
        ]}
      />
    </div>
  );
}
