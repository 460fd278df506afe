import { floorToGrid, secondsOfLocal } from "./instants";
import { type Cast, homeOf, type PlannedHistory } from "./story-plan";

const POWER_W = 10_950;
const MINUTE_S = 60;

/**
 * Two charges of one card in two towns at once, the day before yesterday: the second driver's own, and one that somebody
 * made with a copy of it. Nothing where the operator is in one town, or plays one card alone.
 */
export function planGhost(cast: Cast, nowMs: number): PlannedHistory[] {
  const { profile, tokens, locations } = cast;
  const token = tokens[1];
  if (token === undefined || profile.history.tokens < 2) return [];
  const home = homeOf(cast, token);
  const away = locations.filter(({ city }) => home.every((one) => one.city !== city));
  const day = Temporal.Instant.fromEpochMilliseconds(nowMs)
    .toZonedDateTimeISO(profile.timeZone)
    .toPlainDate()
    .subtract({ days: 2 })
    .toString();
  const startS = floorToGrid(secondsOfLocal(`${day}T08:10`, profile.timeZone));
  return [
    { location: home[0], afterS: 0, lastsS: 45 * MINUTE_S },
    { location: away[0], afterS: 15 * MINUTE_S, lastsS: 40 * MINUTE_S },
  ].flatMap(({ location, afterS, lastsS }, index) => {
    const evse = location?.evses.find(({ connectors }) => connectors[0]?.power_type !== "DC");
    const connector = evse?.connectors[0];
    if (!location || !evse || !connector) return [];
    const number = `${day.replaceAll("-", "")}-G${index + 1}`;
    const party = profile.party.party_id;
    return [
      {
        token,
        place: { location, evse, connector },
        charge: {
          startS: startS + afterS,
          curve: [{ untilS: 86_400, powerW: POWER_W }],
          fullAfterS: null,
        },
        endS: startS + afterS + lastsS,
        sessionId: `${party}-S-${number}`,
        cdrId: `${party}-C-${number}`,
        withSession: true,
      },
    ];
  });
}
