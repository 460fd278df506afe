import type { Cpo } from "./cpo";

function countDeliveries(records: { delivery: { state: string } }[]): Record<string, number> {
  const counts = { delivered: 0, pending: 0, refused: 0, total: records.length };
  for (const { delivery } of records) {
    if (delivery.state === "delivered") counts.delivered += 1;
    else if (delivery.state === "refused") counts.refused += 1;
    else counts.pending += 1;
  }
  return counts;
}

/** What a test or a person wants to know of a running CPO; no credentials token is in it. */
export function describeState(cpo: Cpo): object {
  const { progress, locations, tariffs, sessions, cdrs, tokens } = cpo.state;
  const { registration, livePlayed, hasHistory } = progress.value;
  return {
    profile: cpo.configuration.profile,
    party: cpo.profile.party,
    versions_url: `${cpo.baseUrl}/ocpi/versions`,
    registered: registration !== null,
    registration:
      registration === null
        ? null
        : {
            role: registration.role,
            versions_url: registration.versionsUrl,
            parties: registration.roles.map(({ country_code: country, party_id: party, role }) => ({
              country_code: country,
              party_id: party,
              role,
            })),
            registered_at: registration.registeredAt,
          },
    live_sessions: [...cpo.live.keys()],
    live_played: livePlayed,
    has_history: hasHistory,
    deliveries: {
      tariffs: countDeliveries(tariffs.all()),
      locations: countDeliveries(locations.all()),
      sessions: countDeliveries(sessions.all()),
      cdrs: countDeliveries(cdrs.all()),
    },
    cdrs: cdrs.all().map(({ object, delivery, url }) => ({
      id: object.id,
      session_id: object.session_id,
      token_uid: object.cdr_token.uid,
      total_cost: object.total_cost,
      total_energy: object.total_energy,
      delivery,
      url,
    })),
    tokens: tokens
      .all()
      .map(({ token: { uid, type, valid, whitelist } }) => ({ uid, type, valid, whitelist })),
    faults: cpo.faults.remaining(),
    refusals: cpo.refusals,
    complaints: cpo.complaints,
  };
}
