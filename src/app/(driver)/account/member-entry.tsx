import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { money } from "@/core/money/money";
import { formatMoney, formatTime } from "@/i18n/formats";
import type { CostCentre, Member } from "./account-view";
import { MemberDeeds } from "./member-deeds";

/** Somebody who uses the account: what he may, with which cards, up to how much. */
export function MemberEntry({
  member,
  currency,
  costCentres,
  costCentre,
}: {
  member: Member;
  currency: string;
  costCentres: readonly CostCentre[];
  costCentre: CostCentre | undefined;
}) {
  const t = useTranslations("account.people");
  const locale = useLocale();
  const zone = useTimeZone() ?? "UTC";
  const { name, email, role, state, isExpired, joinedAt, invitedAt, tokens, limits } = member;
  const day = (at: Temporal.Instant) => formatTime(at, locale, zone, "date");
  const held = tokens.map((token) =>
    token.valid ? token.name : t("blocked", { name: token.name }),
  );
  const limitWords = limits.map(({ span, amountMinor, usedMinor, currency: of }) => {
    const amount = formatMoney(money(amountMinor, of), locale);
    const used = formatMoney(money(usedMinor, of), locale);
    if (span === "charge") return t("limitCharge", { amount });
    return t(span === "day" ? "limitDay" : "limit", { amount, used });
  });
  const isInvited = state === "invited";
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4 border-b py-5">
      <div className="flex min-w-0 flex-col gap-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="text-lg font-semibold break-words">{name}</span>
          <Badge tone="info">{t(`role.${role}`)}</Badge>
          {isInvited ? <Badge tone="wait">{t(isExpired ? "expired" : "invited")}</Badge> : null}
          {costCentre ? <Badge>{`${costCentre.code} ${costCentre.name}`}</Badge> : null}
        </p>
        <p className="break-words text-ink-soft">
          {email} ·{" "}
          {joinedAt && !isInvited
            ? t("joinedOn", { day: day(joinedAt) })
            : t("invitedOn", { day: day(invitedAt) })}
        </p>
        {role === "bookkeeper" ? null : (
          <p className="break-words">
            {held.length === 0 ? t("noCards") : t("cards", { names: held.join(", ") })}
          </p>
        )}
        {limitWords.map((words) => (
          <p key={words} className="text-ink-soft">
            {words}
          </p>
        ))}
      </div>
      <MemberDeeds
        member={{ id: member.id, name, email, role, isInvited, costCentreId: member.costCentreId }}
        tokens={tokens.length}
        currency={currency}
        costCentres={costCentres}
      />
    </li>
  );
}
