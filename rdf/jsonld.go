package rdf

func readJSONLD(r *reader, base string) { r.fault(0, "format-unknown") }
