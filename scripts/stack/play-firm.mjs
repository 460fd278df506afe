// Lets the demo's firm have charged in the days before, once: its cards are of nobody's story.
import fs from "node:fs";
import path from "node:path";

const TRY_EVERY_MS = 3_000;
const TRIES = 40;

/** Whose card, where, how many days ago, at what time of that day (UTC), and for how long. */
const CHARGES = [
  ["04A7FA1C53D280", "NSL-SOD-01", 6, "10:20", 95],
  ["04B05A9DE17C80", "NSL-UPP-01", 5, "07:05", 150],
  ["04A7FA1C53D280", "NSL-STO-11", 5, "20:40", 60],
  ["04D1E0A7C25B80", "NSL-STO-12", 4, "11:30", 45],
  ["04B05A9DE17C80", "NSL-UPP-01", 4, "06:55", 130],
  ["04A7FA1C53D280", "NSL-SOD-01", 3, "12:10", 80],
  ["04B05A9DE17C80", "NSL-VAS-01", 2, "09:15", 110],
  ["04A7FA1C53D280", "NSL-STO-11", 1, "08:30", 70],
];

function orderOf([uid, place, daysAgo, time, minutes]) {
  const day = new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  return {
    token_uid: uid,
    location_id: place,
    start_date_time: `${day}T${time}:00Z`,
    charging_minutes: minutes,
    power_kw: 11,
    authorize: false,
  };
}

async function play(cpo, order) {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const answer = await fetch(`${cpo}/control/play-session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(order),
    }).catch(() => null);
    if (answer?.ok) return true;
    // Not registered yet, or not told of the card or its place.
    await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS).unref());
  }
  return false;
}

/** Orders the charges at the simulator `cpo`, unless the data in `dataDir` have them. Goes on behind the call. */
export function playFirm({ cpo, dataDir }) {
  const mark = path.join(dataDir, "firm-charged");
  if (fs.existsSync(mark)) return;
  const run = async () => {
    for (const charge of CHARGES) {
      if (!(await play(cpo, orderOf(charge)))) return;
    }
    fs.writeFileSync(mark, "");
  };
  void run();
}
