package main

import (
	"strings"
	"testing"
)

func TestWrite(t *testing.T) {
	const results = `{"name":"page","peer":"bytes","goal":0.7,"ratio":0.81,"ours":1234567,"limit":1000000,"low":0.7,"high":0.9}
{"name":"copy","peer":"rsync, which is not on this machine","goal":0.5,"ratio":0,"ours":20}
{"name":"slow","peer":"fast","goal":0.5,"ratio":0.2,"ours":5,"limit":1,"low":0.2,"high":0.2,"note":"cold"}`
	var page strings.Builder
	if err := write(&page, strings.NewReader(results), "2 cores"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"Measured on 2 cores.",
		"| page | bytes | ≥ 70 % | 81 % | 70–90 % | 1.23ms | 1ms | met |",
		"| copy | rsync, which is not on this machine | ≥ 50 % | – | – | 20ns | – | not measured |",
		"**not met** (cold) |",
	} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the page lacks %q:\n%s", want, page.String())
		}
	}
	if strings.Index(page.String(), "| copy") > strings.Index(page.String(), "| page") {
		t.Error("the rows are not in the order of their names")
	}
	for _, bad := range []string{"", "{", "[]"} {
		if err := write(&page, strings.NewReader(bad), ""); err == nil {
			t.Errorf("the results %q are accepted", bad)
		}
	}
}
