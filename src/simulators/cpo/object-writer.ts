import type {
  Cdr,
  Connector,
  Credentials,
  Evse,
  Location,
  Session,
  Tariff,
  Token,
} from "./ocpi-objects";

/** Writes this CPO's objects, which it keeps in the form of 2.2.1, as one version has them on the wire. */
export interface ObjectWriter {
  location(location: Location): object;
  evse(evse: Evse): object;
  /** The body of a PATCH. */
  evseChange(change: Partial<Evse>): object;
  connector(connector: Connector): object;
  tariff(tariff: Tariff): object;
  session(session: Session): object;
  /** The body of a PATCH. `whole` is the session as it is after the change. */
  sessionChange(change: Partial<Session>, whole: Session): object;
  cdr(cdr: Cdr): object;
  token(token: Token): object;
  credentials(credentials: Credentials): object;
}

/** What a writer must know besides the object. */
export interface World {
  /** 2.1.1 has the whole Location in sessions and CDRs. */
  findLocation(id: string): Location;
  /** In percent; 2.3.0 names its taxes. */
  vat: number;
}

/** 2.2.1: as the objects are. */
export const writer221: ObjectWriter = {
  location: (location) => location,
  evse: (evse) => evse,
  evseChange: (change) => change,
  connector: (connector) => connector,
  tariff: (tariff) => tariff,
  session: (session) => session,
  sessionChange: (change) => change,
  cdr: (cdr) => cdr,
  token: (token) => token,
  credentials: (credentials) => credentials,
};
