import { useTranslations } from "next-intl";
import { Moment } from "./period";
import { RawBody } from "./raw-body";
import { Empty } from "./ui/empty";
import { Facts } from "./ui/facts";
import { Section } from "./ui/section";

/** An OCPI message as its page shows it. */
export interface ShownMessage {
  readonly direction: "in" | "out";
  readonly module: string;
  readonly method: string;
  readonly url: string;
  readonly objectKey: string | null;
  readonly requestId: string | null;
  readonly correlationId: string | null;
  readonly httpStatus: number | null;
  readonly ocpiStatus: number | null;
  readonly reasons: readonly string[];
  readonly notes: readonly string[];
  readonly occurredAt: Temporal.Instant;
  readonly durationMs: number | null;
  readonly body: string | null;
  readonly bodySha256: string | null;
  readonly responseBody: string | null;
}

/** A message, whole: why it was refused, what was overlooked, both bodies, and its ids. */
export function MessageSheet({ message, timeZone }: { message: ShownMessage; timeZone: string }) {
  const t = useTranslations("operations.message");
  const { body, responseBody, direction, module } = message;
  const isSecret = module === "credentials";
  return (
    <div className="grid items-start gap-12 xl:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="flex min-w-0 flex-col gap-10">
        <Texts title={t("reasons")} texts={message.reasons} isBad />
        <Texts title={t("notes")} texts={message.notes} />
        {body === null ? (
          <Empty title={t("noBody")}>{isSecret ? t("secret") : null}</Empty>
        ) : (
          <RawBody body={body} label={t(direction === "in" ? "body" : "bodyOut")} />
        )}
        {responseBody === null ? null : <RawBody body={responseBody} label={t("response")} />}
        {responseBody === null && direction === "in" && body !== null ? (
          <p className="text-sm text-ink-soft">{t("responseNotKept")}</p>
        ) : null}
      </div>
      <MessageFacts message={message} timeZone={timeZone} />
    </div>
  );
}

function Texts({
  title,
  texts,
  isBad = false,
}: {
  title: string;
  texts: readonly string[];
  isBad?: boolean;
}) {
  if (texts.length === 0) return null;
  return (
    <Section title={title}>
      <ul className="flex flex-col gap-1.5">
        {texts.map((text) => (
          <li
            key={text}
            className={`border-l-2 pl-3 break-words ${isBad ? "border-bad" : "border-rule-strong"}`}
          >
            {text}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function MessageFacts({ message, timeZone }: { message: ShownMessage; timeZone: string }) {
  const t = useTranslations("operations.message");
  const code = (text: string | null) =>
    text && <span className="font-mono text-sm break-all">{text}</span>;
  const { durationMs, httpStatus, ocpiStatus } = message;
  return (
    <Section title={t("facts")}>
      <Facts
        facts={[
          { label: t("time"), value: <Moment at={message.occurredAt} timeZone={timeZone} /> },
          { label: t("took"), value: durationMs === null ? null : `${durationMs}\u00a0ms` },
          { label: t("http"), value: httpStatus },
          { label: t("ocpi"), value: ocpiStatus },
          { label: t("url"), value: code(`${message.method} ${message.url}`) },
          { label: t("object"), value: code(message.objectKey) },
          { label: t("requestId"), value: code(message.requestId) },
          { label: t("correlationId"), value: code(message.correlationId) },
          { label: t("sha256"), value: code(message.bodySha256) },
        ]}
      />
    </Section>
  );
}
