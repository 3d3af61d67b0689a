// Reads a file of Turtle, N-Triples or RDF/XML with a parser of others and
// writes N-Triples. Arguments: n3 or rdfxml, and the file.
import { createReadStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.NPM_MODULES, "x.js"));
const n3 = require("n3");
const [, , parser, file] = process.argv;
const base = "http://example.org/";

const writer = new n3.Writer(process.stdout, { format: "N-Triples", end: false });
if (parser === "n3") {
  const quads = new n3.Parser({ baseIRI: base }).parse(readFileSync(file, "utf8"));
  quads.forEach((q) => writer.addQuad(q));
  writer.end();
} else {
  const { RdfXmlParser } = require("rdfxml-streaming-parser");
  createReadStream(file)
    .pipe(new RdfXmlParser({ baseIRI: base, dataFactory: n3.DataFactory }))
    .on("data", (q) => writer.addQuad(q))
    .on("error", (e) => {
      console.error(e);
      process.exit(1);
    })
    .on("end", () => writer.end());
}
