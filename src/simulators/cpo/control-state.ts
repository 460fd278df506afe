import type { Cpo } from "./cpo";
import { describeEvses } from "./garage-load";
import { formatMillis } from "./instants";
import type { Delivery } from "./state";

function countDeliveries(records: { delivery: Delivery }[]): Record<string, number> {
  const counts = { delivered: 0, pending: 0, refused: 0, withheld: 0, total: records.length };
  for (const { delivery } of records) counts[delivery.state] += 1;
  return counts;
}

function describeReservations(cpo: Cpo): object[] {
  return cpo.state.reservations.all().map(({ id, evseUid, token, expiresMs }) => ({
    id,
    evse_uid: evseUid,
    token_uid: token.uid,
    expires: formatMillis(expiresMs),
  }));
}

/** The charging preferences and profiles of the sessions that are going on. */
function describeLimits(cpo: Cpo): object[] {
  return cpo.state.sessions.all().flatMap(({ object, open }) =>
    open === null || (open.limit === undefined && open.preferences === undefined)
      ? []
      : [
          {
            session_id: object.id,
            charging_profile: open.limit?.profile ?? null,
            charging_preferences: open.preferences ?? null,
          },
        ],
  );
}

/** What a test or a person wants to know of a running CPO; no credentials token is in it. */
export function describeState(cpo: Cpo): object {
  const { progress, locations, tariffs, sessions, cdrs, tokens } = cpo.state;
  const { reconciliations, garage } = cpo.state;
  const { registration, livePlayed, hasHistory } = progress.value;
  return {
    profile: cpo.configuration.profile,
    party: cpo.profile.party,
    versions: cpo.configuration.versions,
    versions_url: `${cpo.baseUrl}/ocpi/versions`,
    registered: registration !== null,
    registration:
      registration === null
        ? null
        : {
            role: registration.role,
            version: registration.version,
            versions_url: registration.versionsUrl,
            parties: registration.roles.map(({ country_code: country, party_id: party, role }) => ({
              country_code: country,
              party_id: party,
              role,
            })),
            registered_at: registration.registeredAt,
          },
    live_sessions: [...cpo.live.keys()],
    reservations: describeReservations(cpo),
    limits: describeLimits(cpo),
    evses: describeEvses(cpo),
    stations: cpo.stations.describe(),
    garage: {
      arrivals: garage.value.arrivals,
      next_arrival:
        garage.value.nextArrivalMs === 0 ? null : formatMillis(garage.value.nextArrivalMs),
    },
    live_played: livePlayed,
    has_history: hasHistory,
    deliveries: {
      tariffs: countDeliveries(tariffs.all()),
      locations: countDeliveries(locations.all()),
      sessions: countDeliveries(sessions.all()),
      cdrs: countDeliveries(cdrs.all()),
      reconciliations: countDeliveries(reconciliations.all()),
    },
    cdrs: cdrs.all().map(({ object, delivery, url }) => ({
      id: object.id,
      session_id: object.session_id,
      token_uid: object.cdr_token.uid,
      total_cost: object.total_cost,
      total_energy: object.total_energy,
      ...(object.credit === undefined ? {} : { credits: object.credit_reference_id }),
      delivery,
      url,
    })),
    reconciliations: reconciliations.all().map(({ object, delivery }) => ({ ...object, delivery })),
    tokens: tokens
      .all()
      .map(({ token: { uid, type, valid, whitelist } }) => ({ uid, type, valid, whitelist })),
    faults: cpo.faults.remaining(),
    refusals: cpo.refusals,
    complaints: cpo.complaints,
  };
}
