/** A tariff to begin with: a start fee, dearer evenings, and a fee for standing there. */
export const exampleTariff = `{
  "country_code": "SE",
  "party_id": "ABC",
  "id": "EXAMPLE",
  "currency": "SEK",
  "elements": [
    {
      "price_components": [
        { "type": "FLAT", "price": 5, "vat": 25, "step_size": 1 }
      ]
    },
    {
      "price_components": [
        { "type": "ENERGY", "price": 4.5, "vat": 25, "step_size": 100 }
      ],
      "restrictions": { "start_time": "17:00", "end_time": "21:00" }
    },
    {
      "price_components": [
        { "type": "ENERGY", "price": 3.2, "vat": 25, "step_size": 100 },
        { "type": "PARKING_TIME", "price": 30, "vat": 25, "step_size": 300 }
      ]
    }
  ],
  "last_updated": "2026-11-01T00:00:00Z"
}`;
