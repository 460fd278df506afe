/**
 * A text of an enumeration that partners may extend, or that we keep though we do not know it.
 * Known values stay visible to the compiler beside it.
 */
export type OpenText = string & Record<never, never>;

/** Who an OCPI object belongs to. Letters as received; compare without regard to case. */
export type PartyId = {
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: string;
  /** eMI3/ISO 15118 operator id, three characters. */
  readonly partyId: string;
};

/** OCPI types, Role. */
export type Role = "CPO" | "EMSP" | "HUB" | "NAP" | "NSP" | "OTHER" | "SCSP" | OpenText;

/** A role that a partner plays, with the party it plays it as. OCPI credentials, CredentialsRole. */
export type Party = PartyId & { readonly role: Role; readonly businessDetails: BusinessDetails };

/** OCPI mod_locations, BusinessDetails. */
export type BusinessDetails = {
  readonly name: string;
  readonly website?: string;
  readonly logo?: Image;
};

/** OCPI mod_locations, Image. Sizes in pixels. */
export type Image = {
  readonly url: string;
  readonly thumbnail?: string;
  readonly category:
    | "CHARGER"
    | "ENTRANCE"
    | "LOCATION"
    | "NETWORK"
    | "OPERATOR"
    | "OTHER"
    | "OWNER"
    | OpenText;
  readonly type: string;
  readonly width?: number;
  readonly height?: number;
};

/** A text in one language (ISO 639-1). OCPI types, DisplayText. */
export type DisplayText = { readonly language: string; readonly text: string };

/** WGS 84 as decimal text, as received. OCPI mod_locations, GeoLocation. */
export type GeoLocation = { readonly latitude: string; readonly longitude: string };
