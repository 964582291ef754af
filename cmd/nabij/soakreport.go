package main

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"nabij/vision/soak"
)

// printSoak prints what became of every kind of fault, and how the run went.
func printSoak(w teller, r *soak.Report) {
	fmt.Fprintf(w, "%-20s %9s %9s %13s %9s %14s\n", w.Sayf("soak_fault"), w.Sayf("soak_injected"), w.Sayf("soak_noticed"),
		w.Sayf("soak_within"), w.Sayf("soak_survived"), w.Sayf("soak_lost"))
	line := func(name string, c soak.Count) {
		fmt.Fprintf(w, "%-20s %9d %9d %13.1f %9d %14.2f\n", name, c.Injected, c.Noticed, c.Latest.Seconds(), c.Survived, c.Lost.Seconds())
	}
	for _, name := range slices.Sorted(maps.Keys(r.Kinds)) {
		line(w.Retell(name), *r.Kinds[name])
	}
	line(w.Sayf("soak_all"), r.Total())
	fmt.Fprintln(w)
	w.tell("soak_passed", r.Passed.Round(time.Second), r.Sessions, r.Scenes, r.People)
	if n := len(r.HeapMB); n > 1 {
		w.tell("soak_memory", r.HeapMB[0], r.HeapMB[n-1], r.Goroutines)
	}
	for _, p := range r.Problems {
		fmt.Fprintln(w, w.Retell(p))
	}
}
