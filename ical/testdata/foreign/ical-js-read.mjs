// Reads calendar files with ical.js (npm).
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const modules = createRequire(process.env.NPM_MODULES + "/");
const { default: ICAL } = await import(pathToFileURL(modules.resolve("ical.js")));
const hex = (s) => Buffer.from(s ?? "", "utf8").toString("hex");

for (const name of process.argv.slice(2)) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(name, "utf8")));
  for (const part of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(part);
    const organizer = part.getFirstProperty("organizer");
    console.log([event.uid, event.startDate.toUnixTime(), event.endDate.toUnixTime(),
      hex(event.summary), hex(event.description), hex(event.location),
      hex(organizer.getParameter("cn")), hex(organizer.getFirstValue())].join("\t"));
  }
}
