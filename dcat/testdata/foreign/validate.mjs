// Holds a file of N-Triples against SHACL shapes with shacl-engine and writes
// one line of JSON for each result. Arguments: the shapes and the data.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.env.NPM_MODULES, "x.js"));
const n3 = require("n3");
const [, , shapesFile, dataFile] = process.argv;
const engine = join(process.env.NPM_MODULES, "shacl-engine", "index.js");
const { Validator } = await import(pathToFileURL(engine));

const read = (file) =>
  new n3.Store(new n3.Parser({ baseIRI: "http://example.org/" }).parse(readFileSync(file, "utf8")));
const validator = new Validator(read(shapesFile), { factory: factory() });
const report = await validator.validate({ dataset: read(dataFile) });
for (const r of report.results) {
  console.log(
    JSON.stringify({
      focus: r.focusNode.term.termType === "BlankNode" ? "_" : r.focusNode.term.value,
      path: (r.path ?? []).map((p) => (p.start === "object" ? "^" : "") + p.predicates[0].value).join("/"),
      component: r.constraintComponent.value,
      severity: r.severity.value,
    }),
  );
}

function factory() {
  return { ...n3.DataFactory, dataset: (quads) => new n3.Store(quads) };
}
