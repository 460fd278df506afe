import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTimeZone, getTranslations } from "next-intl/server";
import type { WithId } from "@/app/page-props";
import { OrderCard, type CardAddress } from "@/app/(driver)/tokens/order-card";
import { ReportLost } from "@/app/(driver)/tokens/report-lost";
import { isOwnBlock, reasonKey, useTokenName, type Token } from "@/app/(driver)/tokens/token-name";
import { TokenSwitch } from "@/app/(driver)/tokens/token-switch";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Status } from "@/components/status";
import { Facts } from "@/components/ui/facts";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { money } from "@/core/money/money";
import { api } from "@/trpc/server";
import { NetworkStates } from "./network-states";
import { RenameToken } from "./rename-token";
import { TokenUses } from "./token-uses";

async function readToken(id: string): Promise<Token> {
  const tokens = await (await api()).driver.tokens.list();
  return tokens.find((token) => token.id === id) ?? notFound();
}

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const [t, { id }] = await Promise.all([getTranslations("driver.tokens"), params]);
  const { name, visualNumber } = await readToken(id);
  return { title: name ?? visualNumber ?? t("title") };
}

export default async function TokenPage({ params }: WithId) {
  const { id } = await params;
  const caller = (await api()).driver;
  const token = await readToken(id);
  const [timeZone, uses, address, limits] = await Promise.all([
    getTimeZone(),
    caller.tokens.uses({ tokenId: token.id }),
    caller.tokens.address(),
    // Limits are the account's: who only charges with it does not see them.
    caller.wallet.limits().catch(() => null),
  ]);
  return (
    <>
      <TokenHead token={token} address={address} />
      <div className="grid items-start gap-12 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-10">
          <TokenUses uses={uses} timeZone={timeZone} />
        </div>
        <div className="flex min-w-0 flex-col gap-10">
          <NetworkStates token={token} timeZone={timeZone} />
          {limits ? (
            <TokenLimits limits={limits.filter(({ tokenId }) => tokenId === token.id)} />
          ) : null}
          <TokenFacts token={token} timeZone={timeZone} />
        </div>
      </div>
    </>
  );
}

function TokenHead({ token, address }: { token: Token; address: CardAddress }) {
  const t = useTranslations("cards");
  const name = useTokenName()(token);
  const isCard = token.type === "RFID";
  return (
    <PageHeader
      back={{ href: "/tokens", label: t("token.back") }}
      title={
        <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {name}
          <Status of="token" value={token.valid ? "valid" : "blocked"} className="text-sm" />
        </span>
      }
      lead={
        token.valid
          ? t(isCard ? "token.lead.card" : "token.lead.app")
          : t(`reason.${reasonKey(token.blockedReason)}`)
      }
      action={
        <>
          <RenameToken tokenId={token.id} name={token.name} />
          {token.valid && isCard ? <ReportLost tokenId={token.id} name={name} /> : null}
          {!token.valid && isCard && token.blockedReason !== "replaced" ? (
            <OrderCard
              to={address}
              replaces={{ id: token.id, name }}
              label={t("token.lostNext")}
              size="sm"
            />
          ) : null}
          {token.valid || isOwnBlock(token.blockedReason) ? (
            <TokenSwitch tokenId={token.id} name={name} isValid={token.valid} />
          ) : null}
        </>
      }
    />
  );
}

type Limit = Awaited<
  ReturnType<Awaited<ReturnType<typeof api>>["driver"]["wallet"]["limits"]>
>[number];

function TokenLimits({ limits }: { limits: readonly Limit[] }) {
  const t = useTranslations("cards.token");
  const of = useTranslations("wallet.limits.of");
  return (
    <Section title={t("limits")}>
      {limits.length === 0 ? (
        <p className="text-ink-soft">{t("noLimits")}</p>
      ) : (
        <Facts
          facts={limits.map(({ span, amountMinor, currency }) => ({
            label: of(span),
            value: <Money value={money(amountMinor, currency)} />,
          }))}
        />
      )}
      <Link href="/limits" className="tap self-start underline underline-offset-4">
        {t("limitsLink")}
      </Link>
    </Section>
  );
}

function TokenFacts({ token, timeZone }: { token: Token; timeZone: string }) {
  const t = useTranslations("cards.token");
  const words = useTranslations("driver.tokens");
  const mono = (text: string) => <span className="font-mono break-all">{text}</span>;
  return (
    <Section title={t("details")}>
      <Facts
        facts={[
          { label: t("holder"), value: token.holder },
          { label: t("number"), value: token.visualNumber ? mono(token.visualNumber) : null },
          { label: t("chip"), value: token.type === "RFID" ? mono(token.uid) : null },
          { label: words("contract"), value: mono(token.contractId) },
          {
            label: t("since"),
            value: <Moment at={token.createdAt} timeZone={timeZone} show="date" />,
          },
        ]}
      />
    </Section>
  );
}
