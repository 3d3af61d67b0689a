// Reads calendar files with node-ical (npm).
import { createRequire } from "node:module";

const modules = createRequire(process.env.NPM_MODULES + "/");
const ical = modules("node-ical");
const text = (v) => (v !== null && typeof v === "object" ? v.val : v);
const hex = (v) => Buffer.from(text(v) ?? "", "utf8").toString("hex");

for (const name of process.argv.slice(2)) {
  for (const event of Object.values(ical.sync.parseFile(name))) {
    if (event.type !== "VEVENT") continue;
    console.log([event.uid, event.start.getTime() / 1000, event.end.getTime() / 1000,
      hex(event.summary), hex(event.description), hex(event.location),
      hex(event.organizer.params.CN), hex(event.organizer)].join("\t"));
  }
}
