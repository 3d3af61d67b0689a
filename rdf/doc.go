package rdf
